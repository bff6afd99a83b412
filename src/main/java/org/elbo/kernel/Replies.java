package org.elbo.kernel;

import com.google.gson.annotations.SerializedName;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.ReplyType;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/**
 * Replies with every field that the protocol asks for; those of the base lack the status, among
 * others. The fields are read by the serializer only.
 */
final class Replies {
    private static final String OK = "ok";

    private Replies() {}

    @SuppressWarnings("unused")
    static final class Info extends KernelInfoReply {
        private final String status = OK;

        Info(String version, LanguageInfo language, String banner, List<HelpLink> links) {
            super(Header.PROTOCOL_VERISON, "elbo", version, language, banner, links);
        }
    }

    /**
     * Cells as the protocol writes them: session, number, and the input or the input with the
     * output.
     */
    @SuppressWarnings("unused")
    static final class History implements ContentType<History>, ReplyType<HistoryRequest> {
        private final String status = OK;
        private final List<List<Object>> history;

        History(List<HistoryEntry> entries) {
            this.history = entries.stream().map(History::row).toList();
        }

        private static List<Object> row(HistoryEntry entry) {
            Object cell =
                    entry.hasOutput()
                            ? List.of(entry.getInput(), entry.getOutput())
                            : entry.getInput();
            return List.of(entry.getSession(), entry.getCellNumber(), cell);
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public MessageType<History> getType() {
            return (MessageType) MessageType.HISTORY_REPLY;
        }

        @Override
        public MessageType<HistoryRequest> getRequestType() {
            return MessageType.HISTORY_REQUEST;
        }
    }

    /** The answer to a cell. */
    @SuppressWarnings("unused")
    static final class Executed implements ContentType<Executed>, ReplyType<ExecuteRequest> {
        private final String status;

        @SerializedName("execution_count")
        private final Integer count;

        @SerializedName("user_expressions")
        private final Map<String, Map<String, Object>> expressions;

        private final List<Object> payload = List.of();

        private Executed(
                String status, Integer count, Map<String, Map<String, Object>> expressions) {
            this.status = status;
            this.count = count;
            this.expressions = expressions;
        }

        static Executed ok(int count, Map<String, Map<String, Object>> expressions) {
            return new Executed(OK, count, expressions);
        }

        /** The answer to a cell that was waiting when a cell before it failed: it is not run. */
        static Executed aborted() {
            return new Executed("aborted", null, Map.of());
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public MessageType<Executed> getType() {
            return (MessageType) MessageType.EXECUTE_REPLY;
        }

        @Override
        public MessageType<ExecuteRequest> getRequestType() {
            return MessageType.EXECUTE_REQUEST;
        }
    }

    /** The value of one of the expressions that came with a cell. */
    static Map<String, Object> expression(DisplayData data) {
        Map<String, Object> forms =
                Map.of("text/plain", String.valueOf(data.getData(MIMEType.TEXT_PLAIN)));
        return Map.of("status", OK, "data", forms, "metadata", Map.of());
    }

    /** An expression that came with a cell and failed. */
    static Map<String, Object> expression(CellFailure failure) {
        return Map.of(
                "status",
                "error",
                "ename",
                failure.name(),
                "evalue",
                failure.getMessage(),
                "traceback",
                failure.report());
    }
}
