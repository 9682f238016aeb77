package dev.mneme.cli.rollout;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mneme.cli.CommandFailure;
import dev.mneme.cli.http.JsonHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The instances that obey settings, asked one by one. */
public final class Instances {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final JsonHttp http;
  private final List<String> urls;

  /**
   * @param urls base address of each
   */
  public Instances(JsonHttp http, List<String> urls) {
    this.http = http;
    this.urls = List.copyOf(urls);
  }

  public List<InForce> ask() throws InterruptedException {
    List<InForce> answers = new ArrayList<>();
    for (String url : urls) {
      answers.add(ask(url));
    }
    return answers;
  }

  private InForce ask(String url) throws InterruptedException {
    try {
      JsonHttp.Answer answer = http.get(url + "/v1/rollout");
      return answer.isOk()
          ? new InForce(url, answer.body(), "")
          : new InForce(url, MissingNode.getInstance(), answer.problem());
    } catch (CommandFailure e) {
      return new InForce(url, MissingNode.getInstance(), e.sentence());
    }
  }

  /** What they say once all of them say what is wanted, or when the time is over. */
  public List<InForce> until(Predicate<InForce> wanted, Duration within)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    List<InForce> answers = ask();
    while (!answers.stream().allMatch(wanted) && System.nanoTime() < end) {
      Thread.sleep(LOOK_AGAIN);
      answers = ask();
    }
    return answers;
  }
}
