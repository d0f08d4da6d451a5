package org.acme.user;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.paging.Keyset;
import org.acme.paging.Restrictions;
import org.acme.paging.TextSearch;
import org.jspecify.annotations.Nullable;

/** Finds users by a part of their name, and of their e-mail address where the caller may see that. */
final class UserSearch {

    private static final String NEXT = "from User u where u.id > :after order by u.id";

    private static final String HITS = """
            select page.id from (select u.id as id, u.displayName as name, cast(u.email as string) as email
              %s fetch first %s rows only) page
            where lower(page.name) like lower(:q) escape '!'
              or :emails = true and page.email like lower(:q) escape '!'
            order by page.id""".formatted(NEXT, TextSearch.DEPTH);

    private final EntityManager database;
    private final String text;
    private final String pattern;
    private final boolean emails;

    UserSearch(EntityManager database, String text, boolean emails) {
        this.database = database;
        this.text = text;
        this.pattern = Restrictions.containing(text);
        this.emails = emails;
    }

    /** All hits, found by their trigrams; empty when there may be more than {@link TextSearch#RARE}. */
    Optional<List<UUID>> rareHits() {
        if (!TextSearch.hasTrigram(text)) {
            return Optional.empty();
        }
        List<UUID> hits = database.createNativeQuery(
                        "select id from users_found(:pattern, :emails, :most) as id", Object.class)
                .setParameter("pattern", pattern)
                .setParameter("emails", emails)
                .setParameter("most", TextSearch.RARE + 1)
                .getResultStream()
                .map(UUID.class::cast)
                .toList();
        return Optional.of(hits).filter(all -> all.size() <= TextSearch.RARE);
    }

    /** The first hits among the next {@link TextSearch#DEPTH} users in the order of the list. */
    List<UUID> hitsAfter(UUID id, int size) {
        return database.createQuery(HITS, UUID.class)
                .setParameter("after", id)
                .setParameter("q", pattern)
                .setParameter("emails", emails)
                .setMaxResults(size)
                .getResultList();
    }

    /** The last of the users that {@link #hitsAfter} reads; null when it reads to the end of the list. */
    @Nullable
    Keyset endAfter(UUID id) {
        return database.createQuery("select u.id " + NEXT, UUID.class)
                .setParameter("after", id)
                .setFirstResult(TextSearch.DEPTH - 1)
                .setMaxResults(1)
                .getResultStream()
                .map(last -> new Keyset(last, ""))
                .findFirst()
                .orElse(null);
    }
}
