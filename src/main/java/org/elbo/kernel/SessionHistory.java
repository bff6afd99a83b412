package org.elbo.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells of this session with their outputs, oldest first; nothing outlives the process. */
final class SessionHistory {
    private static final int SESSION = 1;

    private final List<HistoryEntry> entries = Collections.synchronizedList(new ArrayList<>());

    void add(int cell, String code, String output) {
        entries.add(new HistoryEntry(SESSION, cell, code, output));
    }

    /** What a request asks for: the last cells, a range of cells, or those that match a pattern. */
    List<HistoryEntry> lookup(HistoryRequest request) {
        List<HistoryEntry> found = select(List.copyOf(entries), request);
        return request.includeOutput()
                ? found
                : found.stream().map(SessionHistory::withoutOutput).toList();
    }

    private static List<HistoryEntry> select(List<HistoryEntry> all, HistoryRequest request) {
        if (request instanceof HistoryRequest.Tail tail) {
            return last(all, tail.getMaxReturnLength());
        }
        if (request instanceof HistoryRequest.Range range) {
            return range(all, range.getSessionIndex(), range.getStart(), range.getStop());
        }
        return search(all, (HistoryRequest.Search) request);
    }

    private static List<HistoryEntry> last(List<HistoryEntry> all, int length) {
        return all.subList(Math.max(0, all.size() - Math.max(0, length)), all.size());
    }

    /** Session 0 is the running one, as is its own number. */
    private static List<HistoryEntry> range(
            List<HistoryEntry> all, int session, int start, int stop) {
        return all.stream()
                .filter(e -> session == 0 || session == SESSION)
                .filter(e -> e.getCellNumber() >= start && e.getCellNumber() < stop)
                .toList();
    }

    private static List<HistoryEntry> search(
            List<HistoryEntry> all, HistoryRequest.Search request) {
        Pattern glob = glob(request.getPattern());
        List<HistoryEntry> found =
                all.stream().filter(e -> glob.matcher(e.getInput()).matches()).toList();
        found = request.filterUnique() ? unique(found) : found;
        int length = request.getMaxReturnLength();
        return length > 0 ? last(found, length) : found;
    }

    private static List<HistoryEntry> unique(List<HistoryEntry> found) {
        Map<String, HistoryEntry> latest = new LinkedHashMap<>();
        for (HistoryEntry entry : found) {
            latest.remove(entry.getInput());
            latest.put(entry.getInput(), entry);
        }
        return List.copyOf(latest.values());
    }

    private static HistoryEntry withoutOutput(HistoryEntry entry) {
        return new HistoryEntry(entry.getSession(), entry.getCellNumber(), entry.getInput(), null);
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
