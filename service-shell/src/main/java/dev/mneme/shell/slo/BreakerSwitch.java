package dev.mneme.shell.slo;

/** Whether breakers may open, asked at each request. What they count is counted anyway. */
@FunctionalInterface
public interface BreakerSwitch {

  boolean isOn();
}
