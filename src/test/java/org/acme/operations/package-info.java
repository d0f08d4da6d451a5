/** Tests of metrics, logs and incident commands, which operators use. */
package org.acme.operations;
