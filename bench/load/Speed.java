package bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How fast a service answered in one round.
 *
 * @param perSecond answers, as clients see it
 * @param perProcessorSecond answers for each second that the service's process had a processor: the same on a quiet
 *     machine, and hardly disturbed by a busy one
 */
record Speed(double perSecond, double perProcessorSecond) {

    static Speed mean(List<Speed> speeds) {
        return new Speed(mean(speeds, Speed::perSecond), mean(speeds, Speed::perProcessorSecond));
    }

    private static double mean(List<Speed> speeds, ToDoubleFunction<Speed> figure) {
        return speeds.stream().mapToDouble(figure).average().orElseThrow();
    }
}
