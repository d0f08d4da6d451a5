package bench;

/**
 * How fast a service answered in one round.
 *
 * @param perSecond answers, as clients see it
 * @param perProcessorSecond answers for each second that the service's process had a processor: the same on a quiet
 *     machine, and hardly disturbed by a busy one
 */
record Speed(double perSecond, double perProcessorSecond) {}
