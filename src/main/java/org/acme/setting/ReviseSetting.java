package org.acme.setting;

import jakarta.validation.constraints.NotNull;

/** An administrator changes a setting. */
public record ReviseSetting(@NotNull Long value) {}
