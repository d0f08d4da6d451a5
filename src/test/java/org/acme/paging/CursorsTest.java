package org.acme.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.Caller;
import org.acme.security.crypto.SignedTextFixture;
import org.junit.jupiter.api.Test;

class CursorsTest {

    private static final Keyset POSITION = new Keyset(UUID.randomUUID(), "2026-11-24T00:00:00Z");

    private final Cursors cursors = new Cursors(SignedTextFixture.signedText());
    private final Caller alice = caller();

    private static Caller caller() {
        return new Caller(UUID.randomUUID(), "Alice", Set.of());
    }

    private String cursor(Caller caller, String list) {
        return cursors.page(caller, list, new Slice<>(List.of("row"), POSITION)).nextCursor();
    }

    private void assertRefused(Caller caller, String list, String cursor) {
        assertThatThrownBy(() -> cursors.open(caller, list, cursor))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.MALFORMED_REQUEST));
    }

    @Test
    void cursor_opens_at_the_position_for_which_it_was_issued() {
        assertThat(cursors.open(alice, "reports", cursor(alice, "reports"))).isEqualTo(POSITION);
    }

    @Test
    void cursor_of_another_caller_or_list_is_refused() {
        assertRefused(caller(), "reports", cursor(alice, "reports"));
        assertRefused(alice, "reports?q=a", cursor(alice, "reports"));
    }

    @Test
    void list_without_a_filter_is_another_one_than_the_list_filtered_with_the_text_null() {
        assertThat(Cursors.list("reports", (Object) null)).isNotEqualTo(Cursors.list("reports", "null"));
        assertThat(Cursors.list("reports", "-")).isNotEqualTo(Cursors.list("reports", (Object) null));
        assertThat(Cursors.list("reports", "a", null)).isNotEqualTo(Cursors.list("reports", null, "a"));
    }

    @Test
    void altered_cursor_is_refused() {
        String cursor = cursor(alice, "reports");
        assertRefused(alice, "reports", cursor.substring(1));
        assertRefused(alice, "reports", "");
    }

    @Test
    void first_page_has_no_cursor_and_the_last_page_issues_none() {
        assertThat(cursors.open(alice, "reports", null)).isNull();
        Page<String> last = cursors.page(alice, "reports", new Slice<>(List.of("row"), null));
        assertThat(last.nextCursor()).isNull();
        assertThat(last.map(String::length)).isEqualTo(new Page<>(List.of(3), null));
    }

    @Test
    void slice_names_the_position_of_its_last_row_only_when_more_rows_follow() {
        Function<Integer, Keyset> position = row -> new Keyset(POSITION.id(), row.toString());
        assertThat(Slice.of(List.of(1, 2, 3), 2, position))
                .isEqualTo(new Slice<>(List.of(1, 2), new Keyset(POSITION.id(), "2")));
        assertThat(Slice.of(List.of(1, 2), 2, position)).isEqualTo(new Slice<>(List.of(1, 2), null));
    }
}
