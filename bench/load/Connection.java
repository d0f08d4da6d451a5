package bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A persistent connection that reads only the status and the length of each response. */
final class Connection implements AutoCloseable {

    private static final String LENGTH = "\ncontent-length:";
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 20];
    private int filled;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** @return the status of the response, which is read completely */
    int send(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        int head;
        while ((head = endOfHead()) < 0) {
            fill();
        }
        String text = new String(buffer, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int answer = head + length(text);
        while (filled < answer) {
            fill();
        }
        return Integer.parseInt(text.substring(9, 12));
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the connection was closed");
        }
        filled += read;
    }

    private int endOfHead() {
        for (int i = 3; i < filled; i++) {
            if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int length(String head) {
        int found = head.indexOf(LENGTH);
        return found < 0 ? 0 : Integer.parseInt(head.substring(found + LENGTH.length(), head.indexOf('\r', found)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
