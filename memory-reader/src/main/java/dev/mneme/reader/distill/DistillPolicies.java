package dev.mneme.reader.distill;

/** Says what may be asked now; operators may change it at any time. */
@FunctionalInterface
public interface DistillPolicies {

  DistillPolicy inForce();
}
