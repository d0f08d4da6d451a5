package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.persistence.Entity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.application.Permissions;
import org.acme.fixture.SecondThread;
import org.acme.paging.Cursor;
import org.acme.paging.Page;
import org.acme.paging.PageLimit;
import org.acme.paging.Slice;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.RequiresRecentLogin;
import org.acme.security.idempotency.Idempotent;
import org.acme.shared.EmailAddress;
import org.acme.shared.IfMatch;
import org.acme.shared.IfNoneMatch;
import org.acme.user.User;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Omissions deny access: an operation without a permission, a finder without a caller, an entity in a view. */
@SecondThread
class ClosedByDefaultTest {

    /** Operations for callers without an account, or before authentication. */
    private static final Set<String> OPEN_TO_ALL = Set.of(
            "LoginResource.logIn",
            "LoginResource.refresh",
            "ChallengeResource.challenge",
            "JwksResource.keys",
            "RegistrationResource.register",
            "RegistrationResource.verifyEmail",
            "PasswordResetResource.request",
            "PasswordResetResource.confirm",
            // The logout token proves its sender.
            "BackChannelLogoutResource.end", // external-issuer-only
            // Each GraphQL operation has a permission of its own.
            "GraphQlResource.execute");

    /** Operations of the contract that always require recent authentication. */
    private static final Set<String> NEED_RECENT_LOGIN = Set.of(
            "UserResource.create",
            "UserResource.delete",
            "CredentialsResource.changePassword",
            "CredentialsResource.enrol",
            "CredentialsResource.confirm",
            "CredentialsResource.remove",
            "IdentityResource.link", // external-issuer-only
            "ApiKeyResource.create",
            "SettingResource.revise");

    private static List<JavaClass> resources() {
        List<JavaClass> resources = LayoutTest.CODE.stream()
                .filter(type -> type.getSimpleName().endsWith("Resource"))
                .toList();
        assertThat(resources).isNotEmpty();
        return resources;
    }

    private static List<JavaClass> graphs() {
        List<JavaClass> graphs = LayoutTest.CODE.stream()
                .filter(type -> type.getSimpleName().endsWith("GraphQLApi"))
                .toList();
        assertThat(graphs).isNotEmpty();
        return graphs;
    }

    private static List<JavaMethod> graphOperations() {
        List<JavaMethod> operations = LayoutTest.CODE.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Query.class) || method.isAnnotatedWith(Mutation.class))
                .toList();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(8);
        return operations;
    }

    private static List<JavaMethod> operations() {
        List<JavaMethod> operations = LayoutTest.CODE.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getAnnotations().stream().anyMatch(ClosedByDefaultTest::isHttpMethod))
                .toList();
        assertThat(operations).isNotEmpty();
        return operations;
    }

    private static boolean isHttpMethod(JavaAnnotation<?> annotation) {
        return annotation.getRawType().isAnnotatedWith(HttpMethod.class);
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    private static Set<String> operationsWith(Class<? extends Annotation> annotation) {
        return operations().stream()
                .filter(operation -> operation.isAnnotatedWith(annotation))
                .map(ClosedByDefaultTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_operation_requires_an_existing_permission() {
        Set<String> known = Arrays.stream(Permissions.class.getFields())
                .map(ClosedByDefaultTest::value)
                .collect(Collectors.toSet());
        List<JavaMethod> all =
                Stream.of(operations(), graphOperations()).flatMap(List::stream).toList();
        for (JavaMethod operation : all) {
            if (!OPEN_TO_ALL.contains(name(operation))) {
                assertThat(operation.isAnnotatedWith(PermissionsAllowed.class))
                        .as("%s has a permission", name(operation))
                        .isTrue();
                assertThat(known)
                        .contains(operation
                                .getAnnotationOfType(PermissionsAllowed.class)
                                .value());
            }
        }
    }

    private static String value(java.lang.reflect.Field permission) {
        try {
            return (String) permission.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void only_the_listed_operations_are_open_to_all_callers() {
        assertThat(operationsWith(PermitAll.class)).isEqualTo(OPEN_TO_ALL);
    }

    @Test
    void exactly_the_operations_of_the_contract_require_recent_authentication() {
        assertThat(operationsWith(RequiresRecentLogin.class)).isEqualTo(NEED_RECENT_LOGIN);
    }

    @Test
    void operations_of_the_contract_support_idempotency_keys() {
        assertThat(operationsWith(Idempotent.class))
                .contains(
                        "ReportResource.create",
                        "UserResource.create",
                        "WebhookResource.register", // webhook-only
                        "ApiKeyResource.create");
        assertThat(operations())
                .filteredOn(operation -> operation.isAnnotatedWith(Idempotent.class))
                .allMatch(operation -> operation.getRawReturnType().isEquivalentTo(Response.class));
    }

    /** Types of values that have one form, and a limit of their own. Others need a parser in {@code StrictValues}. */
    private static final Set<Class<?>> STRICT = Set.of(
            String.class,
            boolean.class,
            Boolean.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            UUID.class,
            Instant.class,
            LocalDate.class,
            EmailAddress.class,
            PageLimit.class,
            Cursor.class,
            ObjectNode.class);

    @Test
    void every_value_in_a_request_is_strictly_parsed_validated_and_bounded() {
        Stream<Parameter> bodies = operations().stream()
                .flatMap(operation -> Stream.of(operation.reflect().getParameters()))
                .filter(parameter -> isBodyOrBean(parameter) && !parameter.isAnnotationPresent(BeanParam.class));
        Stream<Parameter> arguments = graphOperations().stream()
                .flatMap(operation -> Stream.of(operation.reflect().getParameters()));
        assertThat(Stream.concat(bodies, arguments))
                .hasSizeGreaterThan(15)
                .flatExtracting(parameter -> faults(
                                parameter.getDeclaringExecutable().getName(),
                                parameter.getAnnotatedType(),
                                parameter,
                                Set.of())
                        .toList())
                .isEmpty();
    }

    /** A value of a request, and all values within. */
    private static Stream<String> faults(
            String name, AnnotatedType type, AnnotatedElement declared, Set<Class<?>> around) {
        Class<?> raw = raw(type.getType());
        Predicate<Class<? extends Annotation>> has =
                limit -> declared.isAnnotationPresent(limit) || type.isAnnotationPresent(limit);
        if (raw == List.class || raw == Set.class) {
            Size size = declared.getAnnotation(Size.class);
            boolean bounded = size != null && size.max() <= 1_000;
            AnnotatedType element = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
            return Stream.concat(
                    bounded ? Stream.empty() : Stream.of(name + " has no @Size"),
                    faults(name + "[]", element, element, around));
        }
        if (raw == BigDecimal.class || raw == BigInteger.class) {
            boolean bounded = has.test(Digits.class) || has.test(DecimalMin.class) && has.test(DecimalMax.class);
            return bounded ? Stream.empty() : Stream.of(name + " has no @Digits");
        }
        if (raw.isRecord() && !STRICT.contains(raw)) {
            Set<Class<?>> within = new HashSet<>(around);
            Stream<RecordComponent> fields = within.add(raw) ? Stream.of(raw.getRecordComponents()) : Stream.empty();
            return Stream.concat(
                    has.test(Valid.class) ? Stream.empty() : Stream.of(name + " has no @Valid"),
                    fields.flatMap(field -> faults(
                            raw.getSimpleName() + "." + field.getName(),
                            field.getAnnotatedType(),
                            field.getAccessor(),
                            within)));
        }
        return raw.isEnum() || STRICT.contains(raw)
                ? Stream.empty()
                : Stream.of(name + " is of the type " + raw.getSimpleName() + ", which is not parsed strictly");
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    record Line(@Size(max = 200) String text, List<String> tags) {}

    record Order(
            List<Line> lines,
            Line first,
            @Size(max = 9) List<@Valid Line> others,
            BigDecimal amount,
            @Digits(integer = 9, fraction = 2) BigDecimal price,
            @Size(max = 1_001) Set<Integer> numbers,
            double weight,
            Map<String, String> labels,
            LocalDateTime time) {}

    @Test
    void omissions_in_a_request_record_are_noticed() {
        AnnotatedType order = Stream.of(getClass().getDeclaredMethods())
                .filter(method -> method.getName().equals("order"))
                .findAny()
                .orElseThrow()
                .getAnnotatedReturnType();

        assertThat(faults("order", order, order, Set.of()).distinct())
                .containsExactlyInAnyOrder(
                        "order has no @Valid",
                        "Order.lines has no @Size",
                        "Order.lines[] has no @Valid",
                        "Line.tags has no @Size",
                        "Order.first has no @Valid",
                        "Order.amount has no @Digits",
                        "Order.numbers has no @Size",
                        "Order.weight is of the type double, which is not parsed strictly",
                        "Order.labels is of the type Map, which is not parsed strictly",
                        "Order.time is of the type LocalDateTime, which is not parsed strictly");
    }

    private static Order order() {
        throw new UnsupportedOperationException();
    }

    /** RESTEasy's own parsers give 404 for an invalid query parameter, and accept several forms. */
    @Test
    void every_parameter_is_of_a_type_that_is_strictly_parsed() {
        Set<Class<?>> strict = Set.of(
                String.class,
                UUID.class,
                Instant.class,
                LocalDate.class,
                PageLimit.class,
                IfMatch.class,
                IfNoneMatch.class);
        Stream<Class<?>> parameters = operations().stream()
                .flatMap(operation -> Stream.of(operation.reflect().getParameters()))
                .filter(parameter -> !isBodyOrBean(parameter))
                .map(Parameter::getType);
        Stream<Class<?>> fields = LayoutTest.CODE.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.isAnnotatedWith(QueryParam.class))
                .map(field -> field.reflect().getType());
        assertThat(Stream.concat(parameters, fields).distinct())
                .hasSizeGreaterThan(8)
                .allMatch(type -> type.isEnum() || strict.contains(type));
    }

    /** Without {@code @Valid}, the limits of a body or of a bean of parameters have no effect. */
    @Test
    void every_body_and_bean_of_parameters_is_validated() {
        assertThat(operations())
                .flatExtracting(operation -> List.of(operation.reflect().getParameters()))
                .filteredOn(ClosedByDefaultTest::isBodyOrBean)
                .isNotEmpty()
                .allSatisfy(parameter -> {
                    assertThat(parameter.isAnnotationPresent(Valid.class))
                            .as("@Valid of %s in %s", parameter, parameter.getDeclaringExecutable())
                            .isTrue();
                    assertThat(parameter.getType() != String.class || parameter.isAnnotationPresent(Size.class))
                            .as("@Size of %s in %s", parameter, parameter.getDeclaringExecutable())
                            .isTrue();
                });
    }

    /** A parameter without an annotation of JAX-RS is the body. */
    private static boolean isBodyOrBean(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class)
                || Stream.of(parameter.getAnnotations())
                        .map(annotation -> annotation.annotationType().getPackageName())
                        .noneMatch(name -> name.startsWith("jakarta.ws.rs") || name.startsWith("org.jboss.resteasy"));
    }

    @Test
    void rest_operations_are_declared_in_resources() {
        assertThat(operations().stream().map(JavaMethod::getOwner).distinct())
                .containsExactlyInAnyOrderElementsOf(resources());
    }

    @Test
    void graphql_operations_are_declared_in_graphs() {
        assertThat(graphOperations().stream().map(JavaMethod::getOwner).distinct())
                .containsExactlyInAnyOrderElementsOf(graphs());
    }

    /** JAX-RS name bindings do not apply to GraphQL. */
    @Test
    void graphql_operations_rely_on_no_control_that_works_only_in_jax_rs() {
        for (JavaMethod operation : graphOperations()) {
            Stream<JavaAnnotation<?>> stated =
                    Stream.concat(operation.getAnnotations().stream(), operation.getOwner().getAnnotations().stream());
            assertThat(stated.filter(annotation -> annotation.getRawType().isAnnotatedWith(NameBinding.class)))
                    .as(name(operation))
                    .isEmpty();
        }
    }

    @Test
    void no_entity_is_a_parameter_or_result_of_an_operation() {
        Set<String> entities = LayoutTest.CODE.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(entities).isNotEmpty();
        Stream<String> used = Stream.of(resources(), graphs(), views())
                .flatMap(List::stream)
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(
                        method -> Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream()))
                .flatMap(type -> Stream.of(type).map(JavaType::getAllInvolvedRawTypes))
                .flatMap(Set::stream)
                .map(JavaClass::getName);
        assertThat(used).doesNotContainAnyElementsOf(entities);
    }

    private static List<JavaClass> views() {
        List<JavaClass> views = LayoutTest.CODE.stream()
                .filter(type -> type.isRecord()
                        && (type.getSimpleName().endsWith("View")
                                || type.getSimpleName().endsWith("Node")))
                .toList();
        assertThat(views).isNotEmpty();
        return views;
    }

    /** Also in records of any name, and in objects that become the body of a {@code Response}. */
    @Test
    void no_resource_reaches_an_entity() {
        assertThat(Stream.of(resources(), graphs()).flatMap(List::stream))
                .flatExtracting(ClosedByDefaultTest::entitiesReachedFrom)
                .isEmpty();
    }

    private static Set<String> entitiesReachedFrom(JavaClass resource) {
        Stream<JavaClass> named = resource.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .filter(type -> type.isRecord() || type.isAnnotatedWith(Entity.class));
        Stream<JavaClass> received = resource.getMethodCallsFromSelf().stream()
                .flatMap(call -> call.getTarget().resolveMember().stream())
                .flatMap(method -> method.getReturnType().getAllInvolvedRawTypes().stream())
                .filter(type -> type.isRecord() || type.isAnnotatedWith(Entity.class));
        Stream<JavaClass> returned = resource.getMethods().stream()
                .flatMap(method -> method.getReturnType().getAllInvolvedRawTypes().stream());
        Set<JavaClass> reached = new HashSet<>();
        Stream.of(named, received, returned)
                .flatMap(types -> types)
                .map(JavaClass::getBaseComponentType)
                .forEach(type -> addWithFields(type, reached));
        return reached.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class))
                .map(type -> resource.getSimpleName() + " reaches " + type.getSimpleName())
                .collect(Collectors.toSet());
    }

    private static void addWithFields(JavaClass type, Set<JavaClass> reached) {
        if (type.getPackageName().startsWith("org.acme") && reached.add(type)) {
            type.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                    .map(JavaClass::getBaseComponentType)
                    .forEach(field -> addWithFields(field, reached));
        }
    }

    record UserDetails(List<User> users) {}

    static class Leaks {

        UserDetails details() {
            throw new UnsupportedOperationException();
        }

        Optional<User> user() {
            throw new UnsupportedOperationException();
        }
    }

    static class LeaksByDetails {
        Page<UserDetails> read(Leaks service) {
            throw new UnsupportedOperationException();
        }
    }

    static class LeaksDetailsInResponse {
        Response read(Leaks service) {
            return Response.ok(service.details()).build();
        }
    }

    static class LeaksEntityInResponse {
        Response read(Leaks service) {
            return Response.ok(service.user().orElseThrow()).build();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {LeaksByDetails.class, LeaksDetailsInResponse.class, LeaksEntityInResponse.class})
    void resource_that_reaches_an_entity_is_noticed(Class<?> resource) {
        JavaClass leaking = new ClassFileImporter()
                .importClasses(resource, Leaks.class, UserDetails.class, User.class)
                .get(resource);

        assertThat(entitiesReachedFrom(leaking)).containsExactly(resource.getSimpleName() + " reaches User");
    }

    @Test
    void every_finder_takes_the_caller_or_is_named_unscoped() {
        List<JavaClass> repositories = repositories();
        for (JavaClass repository : repositories) {
            for (JavaMethod finder : repository.getMethods()) {
                boolean internal = finder.getModifiers().contains(JavaModifier.PRIVATE)
                        || finder.getModifiers().contains(JavaModifier.SYNTHETIC)
                        || finder.getModifiers().contains(JavaModifier.BRIDGE);
                boolean asks =
                        finder.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Caller.class));
                assertThat(internal || asks || finder.getName().startsWith("unscoped"))
                        .as("%s takes a Caller", finder.getFullName())
                        .isTrue();
            }
        }
    }

    /** A query that ignores its caller shows everything. */
    @Test
    void every_method_that_takes_a_caller_uses_it() throws IOException {
        List<String> ignoring = new ArrayList<>();
        for (JavaClass type : LayoutTest.CODE) {
            ignoring.addAll(methodsThatIgnoreTheirCaller(type.reflect()));
        }
        assertThat(ignoring).isEmpty();
    }

    private static List<String> methodsThatIgnoreTheirCaller(Class<?> type) throws IOException {
        ClassNode code = new ClassNode();
        try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            new ClassReader(file).accept(code, ClassReader.SKIP_DEBUG);
        }
        return code.methods.stream()
                .filter(method -> (method.access & Opcodes.ACC_ABSTRACT) == 0)
                .filter(ClosedByDefaultTest::ignoresItsCaller)
                .map(method -> type.getSimpleName() + "." + method.name)
                .toList();
    }

    /** Whether no instruction loads the parameter. */
    private static boolean ignoresItsCaller(MethodNode method) {
        int slot = (method.access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
        for (org.objectweb.asm.Type parameter : org.objectweb.asm.Type.getArgumentTypes(method.desc)) {
            int caller = slot;
            if (parameter.getClassName().equals(Caller.class.getName())
                    && Stream.of(method.instructions.toArray())
                            .noneMatch(step -> step.getOpcode() == Opcodes.ALOAD
                                    && step instanceof VarInsnNode load
                                    && load.var == caller)) {
                return true;
            }
            slot += parameter.getSize();
        }
        return false;
    }

    abstract static class Finders {

        abstract String declared(Caller caller);

        String ignoring(long id, Caller caller) {
            return "id = " + id;
        }

        static String ignoringInStatic(Caller caller, String id) {
            return id;
        }

        UUID calling(long id, Caller caller) {
            return caller.id();
        }

        String passing(String id, Caller caller) {
            return ignoring(0, caller);
        }

        Supplier<UUID> later(Caller caller) {
            return () -> caller.id();
        }
    }

    @Test
    void method_that_ignores_its_caller_is_noticed() throws IOException {
        assertThat(methodsThatIgnoreTheirCaller(Finders.class))
                .containsExactlyInAnyOrder("Finders.ignoring", "Finders.ignoringInStatic");
    }

    /**
     * A list of entities would load columns that its view does not show, such as report bodies or password hashes.
     * Methods without a caller (jobs and locks) return nothing to clients.
     */
    @Test
    void lists_for_callers_read_projections_and_not_entities() {
        List<JavaMethod> lists = LayoutTest.CODE.stream()
                .filter(type -> !type.getSimpleName().startsWith("Sample"))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !method.getName().startsWith("unscoped"))
                .filter(method -> LISTS.stream().anyMatch(method.getRawReturnType()::isAssignableTo))
                .toList();
        assertThat(lists)
                .extracting(ClosedByDefaultTest::name)
                .contains(
                        "Users.page",
                        "Sessions.page",
                        "ApiKeys.own",
                        "Webhooks.own", // webhook-only
                        "Deliveries.page", // webhook-only
                        "AuditEvents.page",
                        "Shares.authorizedOf",
                        "Reports.page");
        assertThat(lists)
                .filteredOn(list -> readsWholeRows(list) || namesEntity(list))
                .extracting(ClosedByDefaultTest::name)
                .as("lists without a projection")
                .isEmpty();
    }

    private static final Set<Class<?>> LISTS =
            Set.of(Iterable.class, Stream.class, PanacheQuery.class, Slice.class, Page.class);

    /** Entities that a method returns or queries. */
    private static boolean namesEntity(JavaMethod list) {
        return Stream.concat(
                        list.getReturnType().getAllInvolvedRawTypes().stream(),
                        list.getReferencedClassObjects().stream().map(ReferencedClassObject::getValue))
                .anyMatch(type -> type.isAnnotatedWith(Entity.class));
    }

    /** Panache queries return entities unless they have a projection. */
    private static boolean readsWholeRows(JavaMethod list) {
        Set<String> calls = list.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().isAssignableTo(PanacheQuery.class)
                        || call.getTargetOwner().isAssignableTo(PanacheRepositoryBase.class))
                .filter(call -> call.getTarget()
                        .resolveMember()
                        .map(JavaMethod::getOwner)
                        .filter(owner -> owner.getPackageName().startsWith("io.quarkus"))
                        .isPresent())
                .map(JavaCall::getName)
                .collect(Collectors.toSet());
        boolean reads = calls.stream().anyMatch(READS::contains);
        return reads && !calls.contains("project");
    }

    private static final Set<String> READS = Set.of("list", "listAll", "stream", "streamAll");

    private static List<JavaClass> repositories() {
        List<JavaClass> repositories = LayoutTest.CODE.stream()
                .filter(type -> type.isAssignableTo(PanacheRepositoryBase.class))
                .toList();
        assertThat(repositories).isNotEmpty();
        return repositories;
    }

    /** Panache's own finders take no caller, so only the repository itself may use them. */
    @Test
    void inherited_finders_are_called_only_by_their_repository() {
        Set<String> writing = Set.of("persist", "persistAndFlush", "flush", "delete", "getEntityManager");
        List<String> outside = LayoutTest.CODE.stream()
                .filter(type -> !repositories().contains(type))
                .flatMap(LayoutTest::methodUses)
                .filter(call -> repositories().contains(call.getTargetOwner())
                        || call.getTargetOwner().isEquivalentTo(PanacheRepositoryBase.class))
                .filter(call -> !writing.contains(call.getName()))
                .filter(call -> call.getTarget().resolveMember().isEmpty()
                        || call.getTarget()
                                .resolveMember()
                                .get()
                                .getOwner()
                                .isEquivalentTo(PanacheRepositoryBase.class))
                .map(Object::toString)
                .toList();
        assertThat(outside).isEmpty();
    }

    /** Absolute URLs come from {@code app.public-url}, because clients control scheme and host of a request. */
    @Test
    void no_code_builds_a_url_from_the_host_of_the_request() {
        Set<String> ofTheRequest = Set.of(
                "created",
                "seeOther",
                "temporaryRedirect",
                "location",
                "contentLocation",
                "absoluteURI",
                "authority",
                "scheme",
                "host",
                "getBaseUri",
                "getBaseUriBuilder",
                "getAbsolutePath",
                "getAbsolutePathBuilder",
                "getRequestUriBuilder");
        Set<String> owners = Set.of("jakarta.ws.rs.core", "io.vertx.core.http", "org.jboss.resteasy.reactive");
        List<String> calls = LayoutTest.CODE.stream()
                .flatMap(LayoutTest::methodUses)
                .filter(call -> ofTheRequest.contains(call.getName()))
                .filter(call -> owners.contains(call.getTargetOwner().getPackageName()))
                .map(Object::toString)
                .toList();
        assertThat(calls).isEmpty();
    }

    /** {@code SingleParametersFilter} refuses others. */
    @Test
    void names_of_query_parameters_are_in_lower_case() {
        Set<String> names = LayoutTest.CODE.stream()
                .flatMap(type -> type.getAllFields().stream())
                .filter(field -> field.isAnnotatedWith(QueryParam.class))
                .map(field -> field.getAnnotationOfType(QueryParam.class).value())
                .collect(Collectors.toSet());
        assertThat(names).hasSizeGreaterThan(8).allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
    }
}
