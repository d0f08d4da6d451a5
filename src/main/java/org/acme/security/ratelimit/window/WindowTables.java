package org.acme.security.ratelimit.window;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.stream.Stream;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Policy;

/**
 * The windows of all policies. Where a policy counts callers, and anonymous clients by address, the addresses have a
 * table of their own and at most half of the memory, so that a flood of them does not displace callers.
 */
final class WindowTables {

    private final WindowTable[] tables;
    private final WindowTable[] ofAddresses;

    /** @param bytes memory of each policy */
    WindowTables(Policies policies, long bytes, Ticker ticker) {
        tables = new WindowTable[policies.all().size()];
        ofAddresses = new WindowTable[tables.length];
        for (Policy policy : policies.all()) {
            MemoryBudget memory = new MemoryBudget(bytes);
            WindowTable table = new WindowTable(policy, memory, ticker);
            tables[policy.index()] = table;
            ofAddresses[policy.index()] =
                    policy.per() == Per.ADDRESS ? table : new WindowTable(policy, memory.half(), ticker);
            if (policy.network() != null) {
                ofAddresses[policy.network().index()] =
                        new WindowTable(policy.network(), ofAddresses[policy.index()].memory, ticker);
            }
        }
    }

    void tidy() {
        Stream.of(tables, ofAddresses).flatMap(Stream::of).forEach(WindowTable::tidy);
    }

    WindowTable of(Hit hit) {
        return (hit.isOfAddress ? ofAddresses : tables)[hit.policy.index()];
    }
}
