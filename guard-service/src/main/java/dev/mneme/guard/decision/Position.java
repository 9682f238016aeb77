package dev.mneme.guard.decision;

/** Where an observation stands in the log: the evidence a decision rests on. */
public record Position(String topic, int partition, long offset) {}
