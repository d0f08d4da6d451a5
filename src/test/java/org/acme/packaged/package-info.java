/** Tests of the deployed package, which runs as a separate process with only its environment. */
package org.acme.packaged;
