package org.acme.security.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Decodes HTTP requests without the leniency that RFC 9112 permits, because a proxy without that leniency could see a
 * different request. Rejects more than one empty line before the request line (section 2.2), a request line other than
 * three words of visible ASCII separated by single spaces (section 3), and obsolete line folding (section 5.2).
 * Trailers, which nothing reads, may be folded. Netty itself rejects a bare LF, control characters in headers and
 * whitespace before a colon, and limits the characters of headers; this class limits their number, because in memory a
 * short one takes many times its size. A rejected request is read to the end of its headers, so that the response can
 * carry CORS headers.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private static final Pattern REQUEST_LINE =
            Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]++ [!-~]++ [!-~]++\r", Pattern.DOTALL);

    /** The event that decodes what was kept. */
    static final Object READ_ON = new Object();

    private static final int MAX_FIELDS = 100;

    private final BooleanSupplier mustWait;
    private boolean inHead;
    private int fields;
    private int emptyLines;
    private boolean afterCarriageReturn;
    private boolean begun;
    private boolean requestLineRead;
    private boolean refused;

    /** @param mustWait whether further requests must stay bytes, until {@link #READ_ON} */
    StrictRequestDecoder(HttpServerOptions options, BooleanSupplier mustWait) {
        super(options);
        this.mustWait = mustWait;
        expectHead();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == READ_ON) {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            ctx.fireChannelReadComplete();
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    private void expectHead() {
        inHead = true;
        fields = 0;
        emptyLines = 0;
        afterCarriageReturn = false;
        begun = false;
        requestLineRead = false;
        refused = false;
    }

    /** At each call, Netty consumes all complete lines of the request head and the control characters before it. */
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (inHead) {
            if (mustWait.getAsBoolean()) {
                return;
            }
            readLines(in, begin(in));
        }
        super.decode(ctx, in, out);
        for (Object part : out) {
            if (part instanceof LastHttpContent) {
                expectHead();
            } else if (part instanceof HttpRequest) {
                inHead = false;
            }
        }
    }

    /** Returns the index of the request line, or the end of the available bytes. */
    private int begin(ByteBuf in) {
        int at = in.readerIndex();
        for (; at < in.writerIndex() && !begun; at++) {
            byte octet = in.getByte(at);
            if (octet == '\r' && !afterCarriageReturn) {
                afterCarriageReturn = true;
            } else if (octet == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                emptyLines++;
            } else {
                begun = true;
                refused = afterCarriageReturn || emptyLines > 1 || octet <= ' ';
                return at;
            }
        }
        return at;
    }

    private void readLines(ByteBuf in, int from) {
        int at = from;
        for (int end = lineFeed(in, at); end >= 0; end = lineFeed(in, at)) {
            if (!requestLineRead) {
                requestLineRead = true;
                refused |= !REQUEST_LINE
                        .matcher(in.toString(at, end - at, StandardCharsets.ISO_8859_1))
                        .matches();
            } else if (end - at <= 1) {
                return;
            } else {
                refused |= in.getByte(at) == ' ' || in.getByte(at) == '\t';
            }
            at = end + 1;
        }
    }

    private static int lineFeed(ByteBuf in, int from) {
        return in.indexOf(from, in.writerIndex(), (byte) '\n');
    }

    /** Netty calls this for each header and trailer when its line has arrived. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        fields++;
        if (fields > MAX_FIELDS) {
            throw new TooLongHttpHeaderException("more than " + MAX_FIELDS + " headers");
        }
        return super.splitHeaderName(line, start, length);
    }

    /** The last method that Netty calls for a request head; an exception marks the message as unreadable. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        if (refused) {
            throw new IllegalArgumentException("Request line or line folding");
        }
        return super.isContentAlwaysEmpty(message);
    }
}
