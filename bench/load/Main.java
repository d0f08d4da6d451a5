package bench;

/** Runs the measurements of {@code bench/run}, {@code bench/startup} and {@code bench/replays}. */
final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int exit = 1;
        try {
            measure(new Options(arguments));
            exit = 0;
        } catch (Exception failed) {
            failed.printStackTrace();
        }
        // Shutdown hooks end all processes that were started here.
        System.exit(exit);
    }

    private static void measure(Options options) throws Exception {
        if (options.text("measure", "load").equals("startup")) {
            try (Startup startup = new Startup(options)) {
                startup.run();
            }
        } else if (options.text("measure", "load").equals("replays")) {
            try (Replays replays = new Replays(options)) {
                replays.run();
            }
        } else {
            try (Measurement measurement = new Measurement(options)) {
                measurement.run();
            }
        }
    }
}
