package dev.mneme.stack.parts;

import dev.mneme.stack.PartName;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.process.Launch;
import dev.mneme.stack.ready.Check;
import java.io.IOException;

/** One kind of part: what it needs before it runs, how it is run, how it is asked. */
public interface PartSpec {

  PartName name();

  /** Makes what has to be there before the process can run. Done again it changes nothing. */
  void prepare() throws IOException, StackFailure, InterruptedException;

  Launch launch() throws StackFailure, InterruptedException;

  Check check();
}
