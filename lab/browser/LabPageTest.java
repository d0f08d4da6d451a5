import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Uses the lab page in Chromium, against dev mode. Skipped where Chromium is not installed. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LabPageTest {

    private static final List<String> BROWSERS = List.of(
            "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium");
    private static final double RELOAD_MILLIS = 240_000;
    private static final double CHECK_MILLIS = 800_000;
    private static final double CONTRAST = 4.5;

    private static Process lab;
    private static String address;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> requested = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void lab_and_browser() throws IOException {
        Optional<String> chromium = Stream.concat(
                        Stream.ofNullable(System.getenv("LAB_BROWSER")), BROWSERS.stream())
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        Assumptions.assumeTrue(chromium.isPresent(), "No Chromium is installed. Set LAB_BROWSER to its path.");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        lab = new ProcessBuilder(java, "--source", "17", "lab/open", "--port", "0").redirectErrorStream(true).start();
        address = awaitReady(lab);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(
                new BrowserType.LaunchOptions().setExecutablePath(Path.of(chromium.get())));
    }

    /** The address of the page, after dev mode has started. */
    private static String awaitReady(Process lab) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        String printed = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            printed = line.startsWith("The lab: ") ? line.substring("The lab: ".length()) : printed;
            if (line.startsWith("Dev mode is ready")) {
                return printed;
            }
        }
        throw new IllegalStateException("Dev mode did not start: " + said);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (playwright != null) {
            playwright.close();
        }
        if (lab != null) {
            lab.destroy();
            assertTrue(lab.waitFor(60, TimeUnit.SECONDS), "the lab ends");
        }
    }

    @BeforeEach
    void open() {
        page = browser.newPage();
        page.onRequest(request -> requested.add(request.url()));
        page.onConsoleMessage(message -> {
            // A refused request, which the page reports, is no violation.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(address);
        page.locator("article").first().waitFor();
        page.locator("#start").waitFor(new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN));
    }

    @AfterEach
    void page_loads_only_from_the_lab_and_violates_no_policy() {
        String origin = address.substring(0, address.indexOf('#'));
        assertTrue(requested.stream().allMatch(url -> url.startsWith(origin)), requested::toString);
        assertEquals(List.of(), complaints);
        page.close();
    }

    static List<String> cards() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("lab", "cards"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".http"))
                    .map(name -> name.replace(".http", "").toUpperCase())
                    .sorted()
                    .toList();
        }
    }

    private Locator card(String id) {
        return page.locator("#" + id);
    }

    private Locator control(String id) {
        return card(id).getByRole(AriaRole.SWITCH);
    }

    private Locator button(String id, String name) {
        return card(id).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What the attack that is being sent leads to: held, succeeds, unclear or failed. */
    private String result(String id) {
        page.locator("#" + id + "[data-result][aria-busy=false]")
                .waitFor(new Locator.WaitForOptions().setTimeout(RELOAD_MILLIS));
        return card(id).getAttribute("data-result");
    }

    private String shown(String id) {
        return card(id).locator(".result").textContent() + card(id).locator(".exchanges").textContent();
    }

    @ParameterizedTest
    @MethodSource("cards")
    void attack_fails_with_the_control_succeeds_without_it_and_fails_after_the_switch_back(String id) {
        button(id, "Send the attack").click();
        assertEquals("held", result(id), () -> shown(id));
        assertEquals("true", control(id).getAttribute("aria-checked"));

        control(id).click();
        assertEquals("succeeds", result(id), () -> shown(id));
        assertEquals("false", control(id).getAttribute("aria-checked"));

        control(id).click();
        assertEquals("held", result(id), () -> shown(id));
        assertEquals(
                List.of("✓ seen", "✓ seen", "✓ seen"),
                page.locator("#board tr:has(a[href='#" + id + "']) td").allTextContents().subList(0, 3));
    }

    @Test
    void reader_repairs_the_file_until_the_attack_fails_and_the_hidden_test_passes() throws IOException {
        String id = cards().contains("API7") ? "API7" : "API5";
        control(id).click();
        assertEquals("succeeds", result(id), () -> shown(id));
        card(id).locator("details.repair summary").click();
        button(id, "Check").click();
        assertEquals("Not repaired: the test fails.", verdict(id));

        String file = card(id).locator("details.repair .file").textContent();
        card(id).getByRole(AriaRole.TEXTBOX).fill(Files.readString(Path.of(file)));
        button(id, "Save and send the attack").click();
        assertEquals("held", result(id), () -> shown(id));
        button(id, "Check").click();
        assertEquals("Repaired: the test passes.", verdict(id));

        control(id).click();
        assertEquals("held", result(id), () -> shown(id));
    }

    private String verdict(String id) {
        card(id).locator(".verdict").getByText("The test is running.").waitFor();
        card(id).locator(".verdict:not(:text('The test is running.'))")
                .waitFor(new Locator.WaitForOptions().setTimeout(CHECK_MILLIS));
        return card(id).locator(".verdict").textContent();
    }

    @Test
    void mistake_in_a_repair_is_reported_and_the_switch_restores_the_file() {
        String id = "API5";
        control(id).click();
        assertEquals("succeeds", result(id), () -> shown(id));
        card(id).locator("details.repair summary").click();
        card(id).getByRole(AriaRole.TEXTBOX).fill("no Java");
        button(id, "Save and send the attack").click();
        assertEquals("failed", result(id), () -> shown(id));

        control(id).click();
        assertEquals("held", result(id), () -> shown(id));
    }

    @Test
    void page_is_used_with_the_keyboard_alone() {
        page.keyboard().press("Tab");
        assertEquals("Skip to the cards", focused("textContent"));
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertEquals("switch", focused("getAttribute('role')"));
        assertNotEquals("none", page.evaluate("getComputedStyle(document.activeElement).outlineStyle"));
        page.keyboard().press("Tab");
        assertEquals("Send the attack", focused("textContent"));
        page.keyboard().press("Enter");
        String id = cards(page).get(0);
        assertEquals("held", result(id), () -> shown(id));
        assertEquals("Send the attack", focused("textContent"));
    }

    private Object focused(String property) {
        return page.evaluate("document.activeElement." + property);
    }

    private static List<String> cards(Page page) {
        return page.locator("article").all().stream().map(card -> card.getAttribute("id")).toList();
    }

    @Test
    void screen_reader_finds_landmarks_names_and_live_results() {
        assertEquals("en", page.locator("html").getAttribute("lang"));
        assertEquals(1, page.locator("main").count());
        assertEquals(1, page.locator("h1").count());
        assertEquals(
                List.of(),
                page.evaluate("[...document.querySelectorAll('button, textarea, [role=region]')]"
                        + ".filter(e => !(e.textContent.trim() || e.labels?.length || e.getAttribute('aria-labelledby')))"
                        + ".map(e => e.outerHTML)"));
        assertEquals(cards(page).size(), page.locator("article .result[role=status]").count());
        assertEquals(cards(page).size(), page.locator("article .verdict[role=status]").count());
        assertEquals(
                List.of(),
                page.evaluate("[...document.querySelectorAll('pre')].filter(e => e.tabIndex !== 0).map(e => e.className)"));
    }

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void texts_have_enough_contrast_in_light_and_dark(ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        assertEquals("all 0s", page.evaluate("(s => s.transitionProperty + ' ' + s.transitionDuration)"
                + "(getComputedStyle(document.querySelector('article')))"));
        double lowest = ((Number) page.evaluate("""
                () => {
                  const light = color => {
                    const [r, g, b] = color.match(/[\\d.]+/g).map(Number)
                      .map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                    return .2126 * r + .7152 * g + .0722 * b;
                  };
                  const behind = element => {
                    const color = getComputedStyle(element).backgroundColor;
                    return color === "rgba(0, 0, 0, 0)" ? behind(element.parentElement) : color;
                  };
                  return Math.min(...[...document.querySelectorAll("h1, h2, p, td, th, summary, button, dt, pre, .risk")].map(element => {
                    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
                    return (a + .05) / (b + .05);
                  }));
                }
                """)).doubleValue();
        assertTrue(lowest >= CONTRAST, () -> "the lowest contrast is " + lowest);
    }
}
