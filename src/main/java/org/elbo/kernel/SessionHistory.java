package org.elbo.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;

/**
 * The cells of this session with their outputs, oldest first. Nothing is kept beyond the process.
 */
final class SessionHistory implements HistoryManager {
    private static final int SESSION = 1;

    private final List<HistoryEntry> entries = Collections.synchronizedList(new ArrayList<>());

    void add(int cell, String code, String output) {
        entries.add(new HistoryEntry(SESSION, cell, code, output));
    }

    @Override
    public List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
        return tail(List.copyOf(entries), length, flags);
    }

    @Override
    public List<HistoryEntry> lookupRange(int session, int start, int stop, Set<ResultFlag> flags) {
        if (session != SESSION && session != 0) {
            return List.of();
        }
        List<HistoryEntry> found =
                List.copyOf(entries).stream()
                        .filter(e -> e.getCellNumber() >= start && e.getCellNumber() < stop)
                        .toList();
        return tail(found, found.size(), flags);
    }

    @Override
    public List<HistoryEntry> search(String pattern, int length, Set<ResultFlag> flags) {
        Pattern glob = glob(pattern);
        List<HistoryEntry> found =
                List.copyOf(entries).stream()
                        .filter(e -> glob.matcher(e.getInput()).matches())
                        .toList();
        List<HistoryEntry> kept = flags.contains(ResultFlag.UNIQUE) ? unique(found) : found;
        return tail(kept, length > 0 ? length : kept.size(), flags);
    }

    private static List<HistoryEntry> unique(List<HistoryEntry> found) {
        Map<String, HistoryEntry> latest = new LinkedHashMap<>();
        for (HistoryEntry entry : found) {
            latest.remove(entry.getInput());
            latest.put(entry.getInput(), entry);
        }
        return List.copyOf(latest.values());
    }

    private static List<HistoryEntry> tail(
            List<HistoryEntry> all, int length, Set<ResultFlag> flags) {
        boolean output = flags.contains(ResultFlag.INCLUDE_OUTPUT);
        return all.stream()
                .skip(Math.max(0, all.size() - Math.max(0, length)))
                .map(
                        e ->
                                output
                                        ? e
                                        : new HistoryEntry(
                                                e.getSession(),
                                                e.getCellNumber(),
                                                e.getInput(),
                                                null))
                .toList();
    }

    /** The shell's patterns: {@code *} any text, {@code ?} one character. */
    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
