package org.acme.security.hardening;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decodes requests as Vert.x does, without the leniency that RFC 9112 permits: a proxy in front that does not share it
 * sees another request. Unreadable are: anything but one empty line before the request line (section 2.2), a request
 * line that is not three words of visible ASCII with single spaces between them (section 3), and obsolete line folding
 * (section 5.2). Netty refuses the rest by itself, such as a bare LF, control octets in fields and white space before a
 * colon.
 *
 * <p>What is refused is read up to the end of its headers, so that the response can have those of CORS.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private static final Pattern REQUEST_LINE =
            Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]++ [!-~]++ [!-~]++\r", Pattern.DOTALL);

    private boolean inHead;
    private int emptyLines;
    private boolean afterCarriageReturn;
    private boolean begun;
    private boolean requestLineRead;
    private boolean refused;

    StrictRequestDecoder(HttpServerOptions options) {
        super(options);
        expectHead();
    }

    private void expectHead() {
        inHead = true;
        emptyLines = 0;
        afterCarriageReturn = false;
        begun = false;
        requestLineRead = false;
        refused = false;
    }

    /** Netty consumes every complete line of the head, and every control octet before it, at each call. */
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (inHead) {
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

    /** Returns where the request line begins, or the end of what has arrived. */
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

    /** Netty asks this last of a head, and counts a message for which it fails as unreadable. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        if (refused) {
            throw new IllegalArgumentException("Request line or line folding");
        }
        return super.isContentAlwaysEmpty(message);
    }
}
