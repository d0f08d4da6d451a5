package org.acme.security.inventory;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.acme.problem.ProblemCode;

/** Documents failures that the operation's feature decides, in addition to those that its other annotations imply. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface FailsWith {

    ProblemCode[] value();
}
