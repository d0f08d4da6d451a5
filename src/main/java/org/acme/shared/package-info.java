/**
 * What every group may use and what uses none of them: clocks, routes, pages and their cursors, query conditions,
 * versions, checks of settings.
 */
package org.acme.shared;
