package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Checks what docs/deployment.md states about images, containers and pods. */
class DeploymentTest {

    private static final Pattern PINNED =
            Pattern.compile("[a-z0-9./-]+:v?[0-9]+\\.[0-9]+[A-Za-z0-9.-]*(@sha256:[0-9a-f]{64})?");
    private static final Pattern SECRET = Pattern.compile("/run/secrets/([\\w.-]*\\w)");
    private static final Pattern ROOT_USER = Pattern.compile("(0|root)(:.*)?");
    /** Its tags have no version, and those with "debug" have a shell. */
    private static final String DISTROLESS = "gcr.io/distroless/java25-debian13:nonroot";

    private static final Set<String> PUBLIC = Set.of("0.0.0.0:8443:8443");
    private static final String PRIVATE_IPV4 =
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12"
                    + " 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/4 240.0.0.0/4";
    private static final String PRIVATE_IPV6 =
            "::/8 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8";
    private static final Path KUBERNETES = Files.ROOT.resolve("deploy/kubernetes");

    private static String text(String file) {
        return Files.text(Files.ROOT.resolve(file));
    }

    private static Map<String, Object> yaml(Path file) {
        return new Yaml().load(Files.text(file));
    }

    /** The value below these keys; a missing key is a failure. */
    @SuppressWarnings("unchecked")
    private static <T> T at(Object node, String... keys) {
        Object found = node;
        for (String key : keys) {
            assertThat((Map<String, Object>) found).containsKey(key);
            found = ((Map<String, Object>) found).get(key);
        }
        return (T) found;
    }

    private static Map<String, Map<String, Object>> services() {
        return at(yaml(Files.ROOT.resolve("docker-compose.yml")), "services");
    }

    private static void eachService(Consumer<Map<String, Object>> promise) {
        Map<String, Map<String, Object>> services = services();
        assertThat(services.keySet())
                .contains("gateway", "palisade-1", "palisade-2", "postgres", "redis", "mail", "prometheus", "grafana");
        services.values().forEach(promise);
    }

    @Test
    void no_container_runs_as_root_writes_to_its_image_or_gains_privileges() {
        eachService(service -> {
            assertThat(service).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
            assertThat(DeploymentTest.<List<String>>at(service, "security_opt")).contains("no-new-privileges:true");
            assertThat(service).doesNotContainKeys("privileged", "cap_add", "pid", "ipc", "network_mode", "devices");
            assertThat(String.valueOf(service.get("user"))).isNotEqualTo("null").doesNotMatch(ROOT_USER);
            assertThat(service).containsKeys("mem_limit", "pids_limit");
        });
    }

    @Test
    void gateway_forwards_to_the_addresses_of_the_instances() {
        String gateway = text("deploy/gateway/nginx.conf");
        for (String instance : List.of("palisade-1", "palisade-2")) {
            String address = at(services().get(instance), "networks", "api", "ipv4_address");
            assertThat(gateway).contains("server " + address + ":8080 ");
        }
    }

    /** Otherwise all clients share the rate limits of the gateway's address, and audit events name it. */
    @Test
    void instances_trust_the_forwarding_headers_of_the_gateway_only() {
        String gateway = at(services().get("gateway"), "networks", "api", "ipv4_address");
        for (String instance : List.of("palisade-1", "palisade-2")) {
            assertThat(DeploymentTest.<Map<String, String>>at(services().get(instance), "environment"))
                    .containsEntry("APP_TRUSTED_PROXIES", gateway);
        }
    }

    @Test
    void every_container_is_in_the_networks_that_it_needs_only() {
        Map<String, Set<String>> networks = new TreeMap<>();
        services().forEach((name, service) -> networks.put(name, names(service.get("networks"))));
        Set<String> instance = Set.of("api", "data", "watch", "outward");
        assertThat(networks)
                .isEqualTo(Map.of(
                        "gateway", Set.of("outside", "api"),
                        "palisade-1", instance,
                        "palisade-2", instance,
                        "postgres", Set.of("data"),
                        "redis", Set.of("data"),
                        "mail", Set.of("data", "desk"),
                        "prometheus", Set.of("watch"),
                        "grafana", Set.of("watch", "desk")));
    }

    /** Compose accepts a list of names, or a map with settings for each. */
    private static Set<String> names(Object networks) {
        return networks instanceof Map<?, ?> settings
                ? ((Map<String, Object>) settings).keySet()
                : Set.copyOf((List<String>) networks);
    }

    @Test
    void every_container_image_has_a_pinned_version() {
        eachService(service -> assertThat((String) service.get("image")).matches(PINNED));
        for (String file : List.of("Dockerfile.jvm", "Dockerfile.native")) {
            assertThat(text("src/main/docker/" + file).lines().filter(line -> line.matches("FROM .*/.*|FROM .*:.*")))
                    .isNotEmpty()
                    .allMatch(line ->
                            DISTROLESS.equals(line.split(" ")[1]) || line.split(" ")[1].matches(PINNED.pattern()));
        }
        assertThat(text("pom.xml")).containsPattern("<native-builder-image>[^<]+:jdk-[0-9.]+</native-builder-image>");
    }

    @Test
    void only_the_gateway_is_reachable_from_other_machines_and_the_management_port_is_not() {
        services().forEach((name, service) -> {
            List<String> ports = (List<String>) service.getOrDefault("ports", List.of());
            assertThat(ports)
                    .allMatch(port -> port.startsWith("127.0.0.1:") || name.equals("gateway") && PUBLIC.contains(port));
            assertThat(ports).noneMatch(port -> port.contains("9000"));
        });
        for (String network : List.of("api", "data", "watch")) {
            assertThat(DeploymentTest.<Boolean>at(
                            yaml(Files.ROOT.resolve("docker-compose.yml")), "networks", network, "internal"))
                    .as(network)
                    .isTrue();
        }
        assertThat(DeploymentTest.<Map<String, String>>at(services().get("grafana"), "environment"))
                .containsEntry("GF_AUTH_ANONYMOUS_ENABLED", "false")
                .containsEntry("GF_USERS_ALLOW_SIGN_UP", "false");
        assertThat(DeploymentTest.<Map<String, Object>>at(yaml(KUBERNETES.resolve("service.yaml")), "spec"))
                .containsEntry("type", "ClusterIP");
    }

    @Test
    void secrets_come_from_files_that_git_and_docker_ignore() {
        Map<String, Map<String, String>> secrets = at(yaml(Files.ROOT.resolve("docker-compose.yml")), "secrets");
        assertThat(secrets.values()).isNotEmpty().allMatch(secret -> secret.get("file")
                .startsWith("./deploy/secrets/"));
        assertThat(text(".gitignore")).contains("deploy/secrets/\n", "deploy/kubernetes/secrets/\n");
        assertThat(text(".dockerignore").lines().filter(line -> !line.startsWith("#")))
                .containsExactly("*", "!src/main/docker/train", "!target/quarkus-app/", "!target/*-runner");
        eachService(service -> ((Map<String, Object>) service.getOrDefault("environment", Map.of()))
                .forEach((variable, value) -> {
                    if (variable.matches(".*(PASSWORD|SECRET|KEYSET|TOKEN).*")) {
                        assertThat(String.valueOf(value)).as(variable).startsWith("/run/secrets/");
                    }
                }));
    }

    /** Without its file, a server stops at start. */
    @Test
    void every_container_has_the_secrets_that_its_configuration_names_and_no_others() {
        services().forEach((name, service) -> {
            Stream<String> mounted = ((List<String>) service.getOrDefault("volumes", List.of()))
                    .stream()
                            .map(volume -> Files.ROOT.resolve(volume.split(":")[0]))
                            .filter(java.nio.file.Files::isRegularFile)
                            .map(Files::text);
            Map<String, Object> own = new HashMap<>(service);
            List<String> secrets = (List<String>) own.getOrDefault("secrets", List.of());
            assertThat(Stream.concat(mounted, Stream.of(own.toString()))
                            .flatMap(text -> SECRET.matcher(text).results())
                            .map(match -> match.group(1)))
                    .as(name)
                    .hasSameElementsAs(secrets);
        });
        assertThat(DeploymentTest.<List<String>>at(services().get("redis"), "secrets"))
                .contains("redis.key");
    }

    /**
     * Two services that build the same tag in parallel can fail. Maven gives files the permissions of the build's
     * umask.
     */
    @Test
    void image_of_both_instances_is_built_once_and_readable_by_its_user() {
        assertThat(services().values().stream().filter(service -> service.containsKey("build")))
                .hasSize(1);
        assertThat(text("src/main/docker/Dockerfile.jvm")
                        .lines()
                        .filter(line -> line.matches("COPY .*(target|src)/.*")))
                .hasSize(3)
                .allMatch(line -> line.contains(" --chmod=0555 "));
    }

    /** A variable that no setting reads would have no effect. */
    @Test
    void deployment_sets_only_documented_settings() {
        String known = text("docs/configuration.md") + text("docs/deployment.md");
        Stream<String> compose =
                DeploymentTest.<Map<String, Object>>at(services().get("palisade-1"), "environment").keySet().stream();
        List<Map<String, Object>> generators = at(yaml(KUBERNETES.resolve("kustomization.yaml")), "configMapGenerator");
        Stream<String> pods = DeploymentTest.<List<String>>at(generators.get(0), "literals").stream()
                .map(literal -> literal.substring(0, literal.indexOf('=')));
        assertThat(Stream.concat(compose, pods))
                .isNotEmpty()
                .allMatch(variable -> known.contains(variable)
                        || known.contains(
                                "`" + variable.toLowerCase(Locale.ROOT).replace('_', '.') + "`"));
    }

    @Test
    void body_limit_of_the_gateway_equals_that_of_the_service() {
        assertThat(text("deploy/gateway/nginx.conf")).contains("client_max_body_size 1m;");
        assertThat(text("docs/configuration.md")).contains("`app.max-payload-size` | `1M`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void image_runs_without_root_and_shell_and_has_a_health_check(String file) {
        String dockerfile = text("src/main/docker/" + file);
        String lastStage = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
        List<String> steps = lastStage
                .replace("\\\n", " ")
                .lines()
                .filter(line -> line.matches("[A-Z]+ .*"))
                .toList();
        assertThat(steps).contains("USER 65532:65532").noneMatch(step -> step.startsWith("RUN "));
        assertThat(steps.stream().filter(step -> step.startsWith("COPY ")))
                .isNotEmpty()
                .allMatch(step -> step.startsWith("COPY --chown=0:0 "));
        assertThat(dockerfile.lines().filter(line -> line.matches("FROM .*distroless.*")))
                .hasSize(1)
                .allMatch(line -> line.startsWith("FROM " + DISTROLESS + " ")
                        || line.matches("FROM quay\\.io/quarkus/quarkus-distroless-image:[0-9.]+"));
        assertThat(steps.stream().filter(step -> step.matches("(ENTRYPOINT|HEALTHCHECK) .*")))
                .hasSize(2)
                .allMatch(step -> step.contains("["));
        assertThat(steps).anyMatch(step -> step.startsWith("HEALTHCHECK") && step.contains("--health"));
    }

    @Test
    void images_limit_the_memory_of_buffers_that_clients_can_fill() {
        String limit = "\"-XX:MaxDirectMemorySize=96m\"";
        assertThat(text("src/main/docker/Dockerfile.jvm")).containsPattern("ENTRYPOINT .*" + limit);
        assertThat(text("src/main/docker/Dockerfile.native"))
                .containsPattern("ENTRYPOINT .*" + limit + ", \"-Dio.netty.maxDirectMemory=" + (96 << 20) + "\"");
    }

    /** The JVM sizes its compilers and pools for the processors that it sees. */
    @Test
    void containers_see_as_many_processors_as_their_memory_allows_for() {
        List<Map<String, Object>> generators = at(yaml(KUBERNETES.resolve("kustomization.yaml")), "configMapGenerator");
        assertThat(DeploymentTest.<List<String>>at(generators.get(0), "literals"))
                .contains("JAVA_TOOL_OPTIONS=-XX:ActiveProcessorCount=2");
        assertThat(DeploymentTest.<Object>at(services().get("palisade-1"), "cpus"))
                .isEqualTo(2);
    }

    /** The JVM ignores the cache of another JVM, with no more than a line in the log. */
    @Test
    void startup_cache_is_trained_with_the_java_of_the_image_and_the_database_of_compose() {
        String database = DeploymentTest.<String>at(services().get("postgres"), "image");
        assertThat(text("src/main/docker/Dockerfile.jvm"))
                .contains("FROM " + database + " AS training\nCOPY --from=runtime /usr/lib/jvm/ /usr/lib/jvm/\n")
                .contains("\nFROM runtime\n")
                .containsPattern("ENTRYPOINT .*\"-XX:AOTCache=/app/app.aot\"");
    }

    @Test
    void pod_has_only_the_privileges_that_it_needs() {
        Map<String, Object> pod = at(yaml(KUBERNETES.resolve("deployment.yaml")), "spec", "template", "spec");
        assertThat(pod).containsEntry("automountServiceAccountToken", false);
        assertThat(pod).doesNotContainKeys("hostNetwork", "hostPID", "hostIPC");
        Map<String, Object> podContext = at(pod, "securityContext");
        assertThat(podContext)
                .containsEntry("runAsNonRoot", true)
                .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
        Map<String, Object> container =
                DeploymentTest.<List<Map<String, Object>>>at(pod, "containers").get(0);
        assertThat(DeploymentTest.<Map<String, Object>>at(container, "securityContext"))
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
        assertThat(DeploymentTest.<Object>at(container, "resources", "limits", "memory"))
                .isNotNull();
        for (String probe : List.of("startup", "liveness", "readiness")) {
            assertThat(DeploymentTest.<Map<String, Object>>at(container, probe + "Probe", "httpGet"))
                    .containsEntry("port", "management")
                    .extractingByKey("path")
                    .asString()
                    .startsWith("/q/health/");
        }
        assertThat(DeploymentTest.<List<Map<String, Object>>>at(pod, "volumes").stream()
                        .filter(volume -> volume.containsKey("secret"))
                        .map(volume -> DeploymentTest.<Object>at(volume, "secret", "defaultMode")))
                .isNotEmpty()
                .containsOnly(0440);
        assertThat(DeploymentTest.<String>at(
                        yaml(KUBERNETES.resolve("namespace.yaml")),
                        "metadata",
                        "labels",
                        "pod-security.kubernetes.io/enforce"))
                .isEqualTo("restricted");
    }

    private static Object pods(String namespace, String label, String value) {
        return Map.of(
                "namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", namespace)),
                "podSelector", Map.of("matchLabels", Map.of(label, value)));
    }

    private static Map<String, Object> rule(String direction, List<Object> peers, int port, String... protocols) {
        return Map.of(
                direction,
                peers,
                "ports",
                Stream.of(protocols)
                        .map(protocol -> Map.of("protocol", protocol, "port", port))
                        .toList());
    }

    private static Object block(String cidr, String exceptions) {
        return Map.of("ipBlock", Map.of("cidr", cidr, "except", List.of(exceptions.split(" "))));
    }

    @Test
    void network_policy_admits_only_named_services_and_public_addresses() {
        Object gateway =
                Map.of("namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", "gateway")));
        String name = "app.kubernetes.io/name";
        assertThat(DeploymentTest.<Map<String, Object>>at(yaml(KUBERNETES.resolve("networkpolicy.yaml")), "spec"))
                .isEqualTo(Map.of(
                        "podSelector",
                        Map.of(),
                        "policyTypes",
                        List.of("Ingress", "Egress"),
                        "ingress",
                        List.of(
                                rule("from", List.of(gateway), 8443, "TCP"),
                                rule("from", List.of(pods("monitoring", name, "prometheus")), 9000, "TCP")),
                        "egress",
                        List.of(
                                rule("to", List.of(pods("kube-system", "k8s-app", "kube-dns")), 53, "UDP", "TCP"),
                                rule("to", List.of(pods("data", name, "postgres")), 5432, "TCP"),
                                rule("to", List.of(pods("data", name, "redis")), 6379, "TCP"),
                                rule("to", List.of(pods("data", name, "mail")), 587, "TCP"),
                                rule(
                                        "to",
                                        List.of(block("0.0.0.0/0", PRIVATE_IPV4), block("::/0", PRIVATE_IPV6)),
                                        443,
                                        "TCP"))));
    }

    @Test
    void pod_disruption_budget_keeps_an_instance_running() {
        assertThat(DeploymentTest.<Integer>at(
                        yaml(KUBERNETES.resolve("poddisruptionbudget.yaml")), "spec", "minAvailable"))
                .isPositive();
        assertThat(DeploymentTest.<Integer>at(
                        yaml(KUBERNETES.resolve("horizontalpodautoscaler.yaml")), "spec", "minReplicas"))
                .isGreaterThan(1);
    }

    @Test
    void connections_of_all_pods_and_of_one_more_during_a_rollout_fit_into_the_database() {
        int pods = DeploymentTest.<Integer>at(
                        yaml(KUBERNETES.resolve("horizontalpodautoscaler.yaml")), "spec", "maxReplicas")
                + DeploymentTest.<Integer>at(
                        yaml(KUBERNETES.resolve("deployment.yaml")), "spec", "strategy", "rollingUpdate", "maxSurge");
        int pool = number("src/main/resources/application.properties", "quarkus\\.datasource\\.jdbc\\.max-size=");
        int limit = number("docker-compose.yml", "- -cmax_connections=");
        assertThat(pods * (pool + 2) + 1).isLessThanOrEqualTo(limit - 3);
    }

    private static int number(String file, String name) {
        return Pattern.compile("(?m)" + name + "([0-9]+)$")
                .matcher(text(file))
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pod_that_migrates_the_database_has_half_an_hour() {
        Map<String, Object> spec = at(yaml(KUBERNETES.resolve("deployment.yaml")), "spec");
        Map<String, Object> container = DeploymentTest.<List<Map<String, Object>>>at(
                        spec, "template", "spec", "containers")
                .get(0);
        Map<String, Integer> probe = at(container, "startupProbe");
        int seconds = probe.get("periodSeconds") * probe.get("failureThreshold");
        assertThat(seconds).isEqualTo(1_800);
        assertThat(DeploymentTest.<Integer>at(spec, "progressDeadlineSeconds")).isGreaterThan(seconds);
    }

    /** Such a setting would be missing with QUARKUS_PROFILE=staging. */
    @Test
    void no_setting_depends_on_the_name_of_the_production_profile() {
        assertThat(text("src/main/resources/application.properties").lines())
                .noneMatch(line -> line.matches("%[^.]*prod.*"))
                .contains("quarkus.shutdown.delay=5s", "quarkus.smallrye-openapi.enabled=false");
    }

    @Test
    void every_kubernetes_manifest_is_listed_in_the_kustomization() {
        List<String> resources = at(yaml(KUBERNETES.resolve("kustomization.yaml")), "resources");
        assertThat(Files.below(KUBERNETES, ".yaml").stream()
                        .filter(file -> file.getParent().equals(KUBERNETES))
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("kustomization.yaml")))
                .containsExactlyInAnyOrderElementsOf(resources);
    }

    /** The objects of the base with these components, as {@code kubectl apply -k} sends them. */
    private static Map<String, Map<String, Object>> built(Path copy, String... components) throws Exception {
        for (Path file : Files.below(KUBERNETES, ".yaml")) {
            Path target = copy.resolve("base").resolve(KUBERNETES.relativize(file));
            java.nio.file.Files.createDirectories(target.getParent());
            java.nio.file.Files.copy(file, target);
        }
        Path secrets = java.nio.file.Files.createDirectory(copy.resolve("base/secrets"));
        java.nio.file.Files.writeString(secrets.resolve("palisade.properties"), "");
        java.nio.file.Files.writeString(secrets.resolve("authority.pem"), "");
        Path base = copy.resolve("base/kustomization.yaml");
        String text = Files.text(base);
        for (String component : components) {
            assertThat(text).contains("#  - components/" + component + "\n");
            text = text.replace("#components:", "components:")
                    .replace("#  - components/" + component, "  - components/" + component);
        }
        java.nio.file.Files.writeString(base, text);
        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", base.getParent().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).as(output).isZero();
        Map<String, Map<String, Object>> objects = new TreeMap<>();
        for (Object object : new Yaml().loadAll(output)) {
            objects.put(at(object, "kind") + " " + at(object, "metadata", "name"), (Map<String, Object>) object);
        }
        return objects;
    }

    static boolean isKubectlInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> java.nio.file.Files.isExecutable(Path.of(folder, "kubectl")));
    }

    @Test
    @EnabledIf(value = "isKubectlInstalled", disabledReason = "kubectl is not installed")
    void kustomization_builds_without_components_and_scales_by_processor_only(@TempDir Path copy) throws Exception {
        Map<String, Map<String, Object>> objects = built(copy);
        assertThat(objects).containsKey("Deployment palisade").doesNotContainKey("ServiceMonitor palisade");
        assertThat(DeploymentTest.<List<Object>>at(objects.get("HorizontalPodAutoscaler palisade"), "spec", "metrics"))
                .hasSize(1);
    }

    @Test
    @EnabledIf(value = "isKubectlInstalled", disabledReason = "kubectl is not installed")
    void components_add_a_service_monitor_for_the_management_port_and_scaling_by_queue(@TempDir Path copy)
            throws Exception {
        Map<String, Map<String, Object>> objects = built(copy, "prometheus-operator", "queue-autoscaler");
        Map<String, Object> monitor = at(objects.get("ServiceMonitor palisade"), "spec");
        Map<String, Object> service = objects.get("Service palisade-management");
        assertThat(DeploymentTest.<Map<String, String>>at(service, "metadata", "labels"))
                .containsAllEntriesOf(at(monitor, "selector", "matchLabels"))
                .containsEntry(at(monitor, "jobLabel"), "palisade");
        assertThat(DeploymentTest.<List<Map<String, Object>>>at(monitor, "endpoints")
                        .get(0)
                        .get("port"))
                .isEqualTo(DeploymentTest.<List<Map<String, Object>>>at(service, "spec", "ports")
                        .get(0)
                        .get("name"));
        assertThat(DeploymentTest.<List<Object>>at(objects.get("HorizontalPodAutoscaler palisade"), "spec", "metrics"))
                .hasSize(2)
                .anySatisfy(metric -> assertThat(DeploymentTest.<String>at(metric, "pods", "metric", "name"))
                        .isEqualTo("worker_pool_queue_delay_seconds_max"));
    }

    @Test
    @EnabledIf(value = "isKubectlInstalled", disabledReason = "kubectl is not installed")
    void component_for_traces_configures_a_collector_that_the_network_policy_admits(@TempDir Path copy)
            throws Exception {
        Map<String, Map<String, Object>> objects = built(copy, "traces");
        Map<String, String> settings = settings(objects);
        assertThat(settings).containsAllEntriesOf(settings(built(copy.resolve("plain"))));
        URI collector = URI.create(settings.get("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT"));
        assertThat(collector.getScheme()).isEqualTo("https");
        String namespace = collector.getHost().split("\\.")[1];
        assertThat(DeploymentTest.<List<Map<String, Object>>>at(
                        objects.get("NetworkPolicy palisade"), "spec", "egress"))
                .anySatisfy(rule -> {
                    assertThat(DeploymentTest.<Object>at(rule, "ports"))
                            .isEqualTo(List.of(Map.of("protocol", "TCP", "port", collector.getPort())));
                    assertThat(DeploymentTest.<List<Map<String, Object>>>at(rule, "to"))
                            .singleElement()
                            .satisfies(peer -> {
                                assertThat(peer).containsOnlyKeys("namespaceSelector", "podSelector");
                                assertThat(DeploymentTest.<Object>at(peer, "namespaceSelector", "matchLabels"))
                                        .isEqualTo(Map.of("kubernetes.io/metadata.name", namespace));
                            });
                });
    }

    private static Map<String, String> settings(Map<String, Map<String, Object>> objects) {
        String configMap = objects.keySet().stream()
                .filter(name -> name.startsWith("ConfigMap palisade-"))
                .findFirst()
                .orElseThrow();
        return at(objects.get(configMap), "data");
    }

    @Test
    void pods_have_a_limit_on_ephemeral_storage() {
        List<Map<String, Object>> containers =
                at(yaml(KUBERNETES.resolve("deployment.yaml")), "spec", "template", "spec", "containers");
        assertThat(containers).isNotEmpty().allSatisfy(container -> assertThat(
                        DeploymentTest.<Map<String, Object>>at(container, "resources", "limits"))
                .containsKeys("memory", "ephemeral-storage"));
    }
}
