package org.acme.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a folder imports of this service, besides {@code shared}: packages and classes, relative to {@code org.acme}. It
 * holds for the sub-packages of the folder. A package stands for the classes in it, and {@code security} for those of
 * all controls. {@code LayoutTest} checks that the folder imports exactly this.
 */
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.CLASS)
public @interface MayUse {

    String[] value();
}
