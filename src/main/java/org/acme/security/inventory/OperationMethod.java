package org.acme.security.inventory;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** The method of a documented operation, with its annotations and those of its class. */
record OperationMethod(MethodInfo method) {

    /**
     * Finds the method by the framework's operation id, such as {@code org.acme.report.ReportResource_list}.
     *
     * @throws IllegalStateException when the class has no method of this name, or several
     */
    static OperationMethod of(IndexView index, String operationId) {
        int separator = operationId.lastIndexOf('_');
        ClassInfo resource = index.getClassByName(operationId.substring(0, separator));
        String name = operationId.substring(separator + 1);
        List<MethodInfo> found = resource.methods().stream()
                .filter(method -> method.name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException("Expected one method, found " + found.size() + ": " + operationId);
        }
        return new OperationMethod(found.get(0));
    }

    /** The annotation of the method; otherwise that of its class. */
    Optional<AnnotationInstance> annotation(Class<? extends Annotation> type) {
        DotName name = DotName.createSimple(type);
        AnnotationInstance own = method.annotation(name);
        return Optional.ofNullable(own != null ? own : method.declaringClass().declaredAnnotation(name));
    }

    boolean has(Class<? extends Annotation> type) {
        return annotation(type).isPresent();
    }

    /** The operation id for client generators: {@code reportList} for {@code ReportResource.list}. */
    String id() {
        String resource = method.declaringClass().simpleName().replaceAll("Resource$", "");
        return resource.substring(0, 1).toLowerCase(Locale.ROOT)
                + resource.substring(1)
                + method.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + method.name().substring(1);
    }
}
