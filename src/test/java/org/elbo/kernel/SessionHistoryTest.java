package org.elbo.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.junit.jupiter.api.Test;

class SessionHistoryTest {
    private final SessionHistory history = new SessionHistory();

    SessionHistoryTest() {
        history.add(1, "int a = 1;", "");
        history.add(2, "a + 1", "2");
        history.add(3, "int a = 1;", "");
    }

    private List<Integer> cells(HistoryRequest request) {
        return history.lookup(request).stream().map(HistoryEntry::getCellNumber).toList();
    }

    @Test
    void theTailHoldsTheLastCells() {
        assertEquals(List.of(2, 3), cells(new HistoryRequest.Tail(false, true, 2)));
        assertEquals(List.of(1, 2, 3), cells(new HistoryRequest.Tail(false, true, 20)));
    }

    @Test
    void aRangeEndsBeforeItsStop() {
        assertEquals(List.of(1, 2), cells(new HistoryRequest.Range(false, true, 0, 1, 3)));
        assertEquals(List.of(), cells(new HistoryRequest.Range(false, true, 5, 1, 3)));
    }

    @Test
    void aSearchMatchesTheWholeCell() {
        assertEquals(
                List.of(1, 3), cells(new HistoryRequest.Search(false, true, 0, "int*", false)));
        assertEquals(List.of(3), cells(new HistoryRequest.Search(false, true, 0, "int*", true)));
        assertEquals(List.of(3), cells(new HistoryRequest.Search(false, true, 1, "int*", false)));
        assertEquals(List.of(2), cells(new HistoryRequest.Search(false, true, 0, "a ? 1", false)));
        assertEquals(List.of(), cells(new HistoryRequest.Search(false, true, 0, "int", false)));
    }

    @Test
    void theOutputIsGivenOnlyIfAskedFor() {
        assertEquals(
                "2", history.lookup(new HistoryRequest.Tail(true, true, 2)).get(0).getOutput());
        assertEquals(
                null, history.lookup(new HistoryRequest.Tail(false, true, 2)).get(0).getOutput());
    }
}
