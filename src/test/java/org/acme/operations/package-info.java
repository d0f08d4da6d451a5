/** What those who run the service see of it: metrics, the log, and how it stops. */
package org.acme.operations;
