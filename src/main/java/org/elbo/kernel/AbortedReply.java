package org.elbo.kernel;

import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.ReplyType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/** The answer to a cell that was waiting when a cell before it failed: it is not run. */
final class AbortedReply implements ContentType<AbortedReply>, ReplyType<ExecuteRequest> {
    /** Read by the serializer: the word that the protocol prescribes. */
    @SuppressWarnings("unused")
    private final String status = "aborted";

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public MessageType<AbortedReply> getType() {
        return (MessageType) MessageType.EXECUTE_REPLY;
    }

    @Override
    public MessageType<ExecuteRequest> getRequestType() {
        return MessageType.EXECUTE_REQUEST;
    }
}
