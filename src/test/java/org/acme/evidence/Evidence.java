package org.acme.evidence;

import java.util.List;

/**
 * The result of one attack.
 *
 * @param proof simple name of the outermost test class
 * @param promise name of the nested test class; empty for the outermost
 * @param attack name of the test method
 * @param variant display name of a parameterized invocation; empty otherwise
 * @param held whether the test passed
 * @param answers exchanges with the service during the test, in order
 */
record Evidence(
        Risk risk, String proof, String promise, String attack, String variant, boolean held, List<Exchange> answers) {}
