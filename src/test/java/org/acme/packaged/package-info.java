/** The package as it is deployed: started as a process of its own, with nothing but its environment. */
package org.acme.packaged;
