/**
 * Settings that administrators change while the service runs: a closed set of keys, each with its bounds. Every
 * instance follows within the revocation delay. It tells {@code security.botdefense} what is in force.
 */
package org.acme.setting;
