package org.acme.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Finds declarations whose value can be null, as their own source file shows, and that are not {@code @Nullable}: a
 * method that returns null; a parameter, record component or field that is compared with null; a field to which null is
 * assigned; a parameter or record component for which null is passed. It does not follow values from one file to
 * another.
 */
final class Nullness extends TreeScanner<Void, Void> {

    private final Map<Tree, String> found = new LinkedHashMap<>();
    private final Deque<ClassTree> types = new ArrayDeque<>();
    /** The enclosing methods and lambdas: what a return statement returns from, and where parameters are declared. */
    private final Deque<Tree> bodies = new ArrayDeque<>();

    private final Set<String> locals = new HashSet<>();

    private Nullness() {}

    /** The declarations that lack the annotation, with their names, by compilation unit. */
    static Map<CompilationUnitTree, Map<Tree, String>> in(Collection<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        JavacTask task = (JavacTask) compiler.getTask(
                null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
        Map<CompilationUnitTree, Map<Tree, String>> found = new LinkedHashMap<>();
        for (CompilationUnitTree unit : task.parse()) {
            Nullness scanner = new Nullness();
            scanner.scan(unit, null);
            if (!scanner.found.isEmpty()) {
                found.put(unit, scanner.found);
            }
        }
        return found;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
        types.push(type);
        super.visitClass(type, nothing);
        types.pop();
        return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
        bodies.push(method);
        Set<String> outer = Set.copyOf(locals);
        super.visitMethod(method, nothing);
        locals.retainAll(outer);
        bodies.pop();
        return null;
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, Void nothing) {
        bodies.push(lambda);
        Set<String> outer = Set.copyOf(locals);
        lambda.getParameters()
                .forEach(parameter -> locals.add(parameter.getName().toString()));
        super.visitLambdaExpression(lambda, nothing);
        locals.retainAll(outer);
        bodies.pop();
        return null;
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
        boolean field = !types.isEmpty() && types.peek().getMembers().contains(variable);
        boolean parameter = bodies.peek() instanceof MethodTree method
                && method.getParameters().contains(variable);
        if (!field && !parameter) {
            locals.add(variable.getName().toString());
        }
        if (field && isNullable(variable.getInitializer())) {
            require(variable);
        }
        return super.visitVariable(variable, nothing);
    }

    @Override
    public Void visitReturn(ReturnTree statement, Void nothing) {
        if (bodies.peek() instanceof MethodTree method && isNullable(statement.getExpression())) {
            require(method);
        }
        return super.visitReturn(statement, nothing);
    }

    @Override
    public Void visitAssignment(AssignmentTree assignment, Void nothing) {
        if (isNullable(assignment.getExpression())) {
            requireNamed(assignment.getVariable());
        }
        return super.visitAssignment(assignment, nothing);
    }

    @Override
    public Void visitBinary(BinaryTree comparison, Void nothing) {
        if (comparison.getKind() == Tree.Kind.EQUAL_TO || comparison.getKind() == Tree.Kind.NOT_EQUAL_TO) {
            if (isNull(comparison.getRightOperand())) {
                requireNamed(comparison.getLeftOperand());
            }
        }
        return super.visitBinary(comparison, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree creation, Void nothing) {
        String name = creation.getIdentifier().toString().replaceAll("<.*", "");
        types.stream()
                .flatMap(type -> Stream.concat(Stream.of(type), nested(type)))
                .filter(type -> type.getSimpleName().contentEquals(name))
                .findFirst()
                .ifPresent(type -> requireArguments(constructors(type), creation.getArguments()));
        return super.visitNewClass(creation, nothing);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        if (call.getMethodSelect() instanceof IdentifierTree name) {
            requireArguments(
                    name.getName().contentEquals("this")
                            ? constructors(types.peek())
                            : members(name.getName().toString(), MethodTree.class).stream()
                                    .<List<? extends VariableTree>>map(MethodTree::getParameters)
                                    .toList(),
                    call.getArguments());
        }
        return super.visitMethodInvocation(call, nothing);
    }

    private static Stream<ClassTree> nested(ClassTree type) {
        return type.getMembers().stream().filter(ClassTree.class::isInstance).map(ClassTree.class::cast);
    }

    /** Without those that only repeat the components of a record. */
    private static List<List<? extends VariableTree>> constructors(ClassTree type) {
        List<VariableTree> components = type.getKind() != Tree.Kind.RECORD
                ? List.of()
                : type.getMembers().stream()
                        .filter(VariableTree.class::isInstance)
                        .map(VariableTree.class::cast)
                        .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                        .toList();
        return Stream.concat(
                        Stream.of(components).filter(all -> !all.isEmpty()),
                        type.getMembers().stream()
                                .filter(MethodTree.class::isInstance)
                                .map(MethodTree.class::cast)
                                .filter(method -> method.getName().contentEquals("<init>"))
                                .<List<? extends VariableTree>>map(MethodTree::getParameters)
                                .filter(parameters -> parameters.size() != components.size()))
                .toList();
    }

    /** Leaves out calls that the number of arguments does not tell apart. */
    private void requireArguments(
            List<List<? extends VariableTree>> candidates, List<? extends ExpressionTree> values) {
        List<List<? extends VariableTree>> called =
                candidates.stream().filter(all -> all.size() == values.size()).toList();
        for (int i = 0; called.size() == 1 && i < values.size(); i++) {
            if (isNullable(values.get(i))) {
                require(called.get(0).get(i));
            }
        }
    }

    private static boolean isNull(Tree expression) {
        return expression != null && expression.getKind() == Tree.Kind.NULL_LITERAL;
    }

    private static boolean isNullable(Tree expression) {
        if (expression instanceof ConditionalExpressionTree choice) {
            return isNullable(choice.getTrueExpression()) || isNullable(choice.getFalseExpression());
        }
        if (expression instanceof ParenthesizedTree inner) {
            return isNullable(inner.getExpression());
        }
        if (expression instanceof SwitchExpressionTree choice) {
            return choice.getCases().stream().map(CaseTree::getBody).anyMatch(Nullness::isNullable);
        }
        if (expression instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("orElse")) {
            return isNull(call.getArguments().get(0));
        }
        return isNull(expression);
    }

    /** A parameter, a component or a field, by its name or through its accessor. */
    private void requireNamed(ExpressionTree expression) {
        if (expression instanceof IdentifierTree name
                && !locals.contains(name.getName().toString())) {
            requireNamed(name.getName().toString(), true);
        } else if (expression instanceof MemberSelectTree select
                && select.getExpression() instanceof IdentifierTree self
                && self.getName().contentEquals("this")) {
            requireNamed(select.getIdentifier().toString(), false);
        } else if (expression instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof IdentifierTree accessor
                && call.getArguments().isEmpty()) {
            members(accessor.getName().toString(), MethodTree.class).forEach(this::require);
            requireNamed(accessor.getName().toString(), false);
        }
    }

    private void requireNamed(String name, boolean parameters) {
        for (Tree body : parameters ? bodies : List.<Tree>of()) {
            if (body instanceof MethodTree method) {
                for (VariableTree parameter : method.getParameters()) {
                    if (parameter.getName().contentEquals(name)) {
                        require(parameter);
                        return;
                    }
                }
            }
        }
        members(name, VariableTree.class).forEach(this::require);
    }

    private <T extends Tree> List<T> members(String name, Class<T> kind) {
        return types.stream()
                .flatMap(type -> type.getMembers().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(member -> (member instanceof MethodTree method
                                ? method.getName()
                                : ((VariableTree) member).getName())
                        .contentEquals(name))
                .toList();
    }

    private void require(MethodTree method) {
        if (!isMarked(method.getModifiers().getAnnotations(), method.getReturnType())) {
            found.put(method, method.getName().toString());
        }
    }

    private void require(VariableTree variable) {
        if (!isMarked(variable.getModifiers().getAnnotations(), variable.getType())) {
            found.put(variable, variable.getName().toString());
        }
    }

    /** As written before the declaration, or within the type, as in {@code byte @Nullable []}. */
    private static boolean isMarked(List<? extends AnnotationTree> annotations, Tree type) {
        return annotations.toString().contains("@Nullable")
                || String.valueOf(type).contains("@Nullable");
    }
}
