package org.acme.evidence;

import java.util.List;

/**
 * One attack that was tried.
 *
 * @param proof the simple name of the test's outermost class
 * @param promise the group of the test, empty where it has none
 * @param attack the name of the test
 * @param variant which of several of its kind, empty where there is one
 * @param held whether the promise held
 * @param answers what the service answered meanwhile, in order
 */
record Evidence(
        Risk risk, String proof, String promise, String attack, String variant, boolean held, List<String> answers) {}
