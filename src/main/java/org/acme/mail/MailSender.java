package org.acme.mail;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acme.problem.LogText;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends e-mail over SMTP. In dev mode without a mail server, writes messages to the log. */
@Singleton
class MailSender {

    private static final Logger LOG = Logger.getLogger(MailSender.class);

    private final MailConfig config;
    private final Vertx vertx;

    MailSender(MailConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    /** A new object for each client, which changes it. */
    private io.vertx.ext.mail.MailConfig server(String host) {
        // The client verifies the server's name only when no hostname verification algorithm is set.
        io.vertx.ext.mail.MailConfig options = new io.vertx.ext.mail.MailConfig()
                .setHostname(host)
                .setPort(config.port())
                .setStarttls(StartTLSOptions.valueOf(config.encryption().name()))
                // Without it, the client waits for a DNS lookup of this machine's name.
                .setOwnHostname(config.from().substring(config.from().lastIndexOf('@') + 1))
                // Few messages are sent. One connection per message and one command at a time work with every server.
                .setKeepAlive(false)
                .setPipelining(false)
                // Before the timeout of the message, which would not show that nothing was sent.
                .setConnectTimeout((int) config.timeout().toMillis() / 2)
                .setIdleTimeout((int) config.timeout().toSeconds() + 1);
        config.username().ifPresent(options::setUsername);
        config.password().ifPresent(options::setPassword);
        return options;
    }

    enum Delivery {
        ACCEPTED,

        /** It must be retried later. */
        FAILED,

        /** The mail server may have accepted it, or still accept it. */
        TIMED_OUT;

        /** As metrics show it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @WithSpan("mail.deliver")
    Delivery deliver(EmailMessage email) {
        if (config.host().isPresent()) {
            return send(email, server(config.host().get()));
        }
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            LOG.infof("E-mail message to %s: %s%n%s", email.to(), email.subject(), email.text());
            return Delivery.ACCEPTED;
        }
        LOG.warn("An e-mail message stays in the queue: app.mail.host (APP_MAIL_HOST) is not set");
        return Delivery.FAILED;
    }

    private Delivery send(EmailMessage email, io.vertx.ext.mail.MailConfig server) {
        MailMessage message = new MailMessage(config.from(), email.to(), email.subject(), email.text());
        Promise<MailResult> result = Promise.promise();
        Future<String> client =
                vertx.deployVerticle(new Client(server, message, result)).onFailure(result::tryFail);
        try {
            result.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return Delivery.ACCEPTED;
        } catch (TimeoutException e) {
            LOG.warnf("The mail server did not accept an e-mail message within %s", config.timeout());
            return Delivery.TIMED_OUT;
        } catch (ExecutionException e) {
            String reason = reason(e.getCause());
            LOG.warnf("An e-mail message stays in the queue: %s: %s", reason, LogText.of(e));
            return Delivery.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Delivery.TIMED_OUT;
        } finally {
            client.onSuccess(vertx::undeploy);
        }
    }

    /** Omits the text of the server's reply, which may contain the address. */
    private static String reason(@Nullable Throwable failure) {
        return failure instanceof SMTPException refusal
                ? "the mail server rejected it with reply code " + refusal.getReplyCode()
                : "the mail server could not be reached";
    }

    /**
     * Sends one message. Its end closes the connection, which a server that replies slowly could keep for as long as it
     * likes. All of it runs on one event loop: started on another thread, the mail client can miss the server's
     * greeting and wait forever.
     */
    private static final class Client extends AbstractVerticle {

        private final io.vertx.ext.mail.MailConfig server;
        private final MailMessage message;
        private final Promise<MailResult> result;
        private MailClient client;

        private Client(io.vertx.ext.mail.MailConfig server, MailMessage message, Promise<MailResult> result) {
            this.server = server;
            this.message = message;
            this.result = result;
        }

        @Override
        public void start() {
            client = MailClient.create(vertx, server);
            client.sendMail(message).onComplete(result);
        }

        @Override
        public void stop() {
            client.close();
        }
    }
}
