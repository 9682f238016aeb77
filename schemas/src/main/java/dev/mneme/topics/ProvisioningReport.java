package dev.mneme.topics;

import java.util.List;

/** What provisioning created, and what it found different and left alone. */
public record ProvisioningReport(List<String> created, List<Drift> drift) {}
