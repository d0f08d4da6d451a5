/**
 * What every group may use and what uses none of them: clocks, pages and their cursors, query conditions, versions,
 * checks of settings.
 */
package org.acme.shared;
