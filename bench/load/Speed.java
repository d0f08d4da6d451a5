package bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The speed of a service in one round.
 *
 * @param perSecond responses per second of wall time
 * @param perProcessorSecond responses per second of CPU time of the service: equal to the former on an idle host, and
 *     hardly affected by other load
 */
record Speed(double perSecond, double perProcessorSecond) {

    static Speed mean(List<Speed> speeds) {
        return new Speed(mean(speeds, Speed::perSecond), mean(speeds, Speed::perProcessorSecond));
    }

    private static double mean(List<Speed> speeds, ToDoubleFunction<Speed> figure) {
        return speeds.stream().mapToDouble(figure).average().orElseThrow();
    }
}
