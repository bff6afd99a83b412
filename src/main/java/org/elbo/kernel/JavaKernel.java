package org.elbo.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.reply.ShutdownReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.zeromq.ZMQ;

/** The kernel: answers the messages of a notebook by means of a {@link JavaSession}. */
final class JavaKernel extends BaseKernel {
    private static final String VERSION = "0.1.0";
    private static final long PATIENCE_MILLIS = 4000;

    private final CellIo cellIo;
    private final SessionHistory history;
    private final Console console = new Console(this::publish);
    private final CompletableFuture<JavaSession> session = new CompletableFuture<>();
    private final CompletableFuture<CodeAssist> assist = session.thenApply(CodeAssist::new);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile ShellReplyEnvironment cell;
    private JupyterConnection connection;

    private JavaKernel(CellIo io, SessionHistory history) {
        super(
                "elbo",
                VERSION,
                language(),
                List.of(
                        new HelpLink(
                                "Java API", "https://docs.oracle.com/en/java/javase/17/docs/api/")),
                null,
                io,
                new CommManager(),
                new ValueRenderer(),
                null,
                null,
                false,
                new StringStyler.Builder().build());
        this.cellIo = io;
        this.history = history;
    }

    /** A kernel whose session begins after its first answer, which so comes at once. */
    static JavaKernel start() {
        JavaKernel kernel = new JavaKernel(new CellIo(), new SessionHistory());
        kernel.installNotebookKernel();
        return kernel;
    }

    private JavaSession session() {
        if (started.compareAndSet(false, true)) {
            session.completeAsync(() -> JavaSession.start(PATIENCE_MILLIS));
        }
        return session.join();
    }

    private CodeAssist assist() {
        session();
        return assist.join();
    }

    @Override
    protected void handleKernelInfoRequest(
            ShellReplyEnvironment env, Message<KernelInfoRequest> message) {
        env.setBusyDeferIdle();
        env.reply(new Replies.Info(VERSION, getLanguageInfo(), getBanner(), getHelpLinks()));
        CompletableFuture.runAsync(this::session);
    }

    @Override
    protected void handleHistoryRequest(
            ShellReplyEnvironment env, Message<HistoryRequest> message) {
        env.setBusyDeferIdle();
        env.reply(new Replies.History(history.lookup(message.getContent())));
    }

    private static LanguageInfo language() {
        String version = Runtime.version().toString();
        return new LanguageInfo(
                "java", version, "text/x-java-source", ".jshell", "java", "java", null);
    }

    /** The kernel of this process, or null. */
    static BaseKernel running() {
        return notebookKernel;
    }

    @Override
    public String getBanner() {
        return "Java " + Runtime.version() + " :: ELBO";
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection connection) {
        this.connection = connection;
        super.becomeHandlerForConnection(connection);
        System.setOut(console.stream(Console.Stream.STDOUT));
        System.setErr(console.stream(Console.Stream.STDERR));
        System.setIn(new NoInput());
        console.start();
    }

    @Override
    protected void handleExecuteRequest(
            ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        commManager.setMessageContext(message);
        env.setBusyDeferIdle();
        boolean stored = request.shouldStoreHistory() && !request.isSilent();
        int count = stored ? executionCount.getAndIncrement() : executionCount.get();
        if (!request.isSilent()) {
            env.publish(new PublishExecuteInput(request.getCode(), count));
        }
        cell = env;
        cellIo.attach(env);
        warnOfCellLeftBehind();
        try {
            succeed(env, request, count, eval(request.getCode(), count, stored));
        } catch (CellFailure failure) {
            fail(env, request, count, failure);
        }
    }

    private DisplayData eval(String code, int count, boolean stored) {
        DisplayData data = null;
        try {
            Object value = session().evaluate(code, count);
            data = value == null ? null : render(value);
            return data;
        } finally {
            console.flush();
            if (stored) {
                history.add(
                        count,
                        code,
                        data == null ? "" : String.valueOf(data.getData(MIMEType.TEXT_PLAIN)));
            }
        }
    }

    private DisplayData render(Object value) {
        try {
            return value instanceof DisplayData data ? data : renderer.render(value);
        } catch (RuntimeException e) {
            throw new CellFailure(
                    e.getClass().getSimpleName(),
                    String.valueOf(e.getMessage()),
                    List.of("The value of the cell cannot be shown: " + e));
        }
    }

    private void succeed(
            ShellReplyEnvironment env, ExecuteRequest request, int count, DisplayData data) {
        if (data != null && !request.isSilent()) {
            env.publish(new PublishExecuteResult(count, data));
        }
        env.reply(Replies.Executed.ok(count, userExpressions(request)));
    }

    private Map<String, Map<String, Object>> userExpressions(ExecuteRequest request) {
        Map<String, Map<String, Object>> values = new HashMap<>();
        Map<String, String> asked =
                request.getUserExpr() == null ? Map.of() : request.getUserExpr();
        asked.forEach((name, code) -> values.put(name, userExpression(code)));
        return values;
    }

    private Map<String, Object> userExpression(String code) {
        try {
            return Replies.expression(
                    renderer.render(session().evaluate(code, executionCount.get())));
        } catch (CellFailure e) {
            return Replies.expression(e);
        }
    }

    private void fail(
            ShellReplyEnvironment env, ExecuteRequest request, int count, CellFailure failure) {
        List<Message<?>> waiting =
                request.shouldStopOnError() ? takeWaiting(env.getShell()) : List.of();
        env.publish(new PublishError(failure.name(), failure.getMessage(), failure.report()));
        ErrorReply reply = new ErrorReply(failure.name(), failure.getMessage(), failure.report());
        reply.setExecutionCount(count);
        env.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
        env.resolveDeferrals();
        waiting.forEach(message -> handleWaiting((ShellChannel) env.getShell(), message));
    }

    /**
     * The messages that have arrived while the cell ran: after a failure the cells among them are
     * not run.
     */
    private static List<Message<?>> takeWaiting(JupyterSocket shell) {
        List<Message<?>> waiting = new ArrayList<>();
        while ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0) {
            waiting.add(shell.readMessage());
        }
        return waiting;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void handleWaiting(ShellChannel shell, Message<?> message) {
        ShellReplyEnvironment env = connection.prepareReplyEnv(shell, message);
        ShellHandler handler = connection.getHandler(message.getHeader().getType());
        if (message.getHeader().getType() == MessageType.EXECUTE_REQUEST) {
            env.setBusyDeferIdle();
            env.reply(Replies.Executed.aborted());
        } else if (handler != null) {
            handler.handle(env, message);
        }
        env.resolveDeferrals();
    }

    private void warnOfCellLeftBehind() {
        if (session.isDone() && session().stillRunning()) {
            System.err.println(
                    "A cell that was interrupted is still running; restart the kernel to end it.");
        }
    }

    private void publish(Console.Stream stream, String text) {
        ShellReplyEnvironment env = cell;
        if (env != null) {
            boolean out = stream == Console.Stream.STDOUT;
            env.publish(
                    new PublishStream(
                            out ? PublishStream.StreamType.OUT : PublishStream.StreamType.ERR,
                            text));
        }
    }

    @Override
    public void display(DisplayData data) {
        console.flush();
        super.display(data);
    }

    /** Replaces what was shown under an id. */
    void update(String id, DisplayData data) {
        console.flush();
        io.display.updateDisplay(id, data);
    }

    /** Removes what the cell has shown so far. */
    void clearOutput(boolean wait) {
        console.flush();
        cell.publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }

    @Override
    public Object evalRaw(String source) {
        return session().evaluate(source, executionCount.get());
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        String text = assist().inspect(code, at);
        return text.isEmpty() ? null : new DisplayData(text);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        return assist().complete(code, at);
    }

    @Override
    public String isComplete(String code) {
        return switch (assist().state(code)) {
            case COMPLETE -> IS_COMPLETE_YES;
            case INVALID -> IS_COMPLETE_BAD;
            case INCOMPLETE -> CodeAssist.indent(code);
        };
    }

    @Override
    public void interrupt() {
        if (session.isDone()) {
            session().interrupt();
        }
    }

    @Override
    protected void handleShutdownRequest(
            ShellReplyEnvironment env, Message<ShutdownRequest> message) {
        env.setBusyDeferIdle();
        env.reply(
                message.getContent().isRestart()
                        ? ShutdownReply.SHUTDOWN_AND_RESTART
                        : ShutdownReply.SHUTDOWN);
        KernelMain.exitSoon();
    }
}
