package io.cistern.cli.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.service.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Verification of a store that no gateway has open, by the installed gateway's own code in a
 * process of its own. Changes nothing.
 *
 * @param directory of the store
 * @param deep whether every byte of every object is read, not only the metadata
 */
public record StoreVerification(Installation installation, Path directory, boolean deep) {
  private static final String MAIN = "io.cistern.s3.app.StoreCheckProcess";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CLEAN = 0;
  private static final int FOUND = 1;
  private static final int IN_USE = 3;

  /**
   * Something that is not as it should be.
   *
   * @param kind a name for programs
   * @param what for people: which object, extent or record
   * @param losesData whether data is lost, not merely space
   */
  public record Finding(String kind, String what, boolean losesData) {}

  /**
   * Runs it.
   *
   * @param told each finding, as it is found
   * @return whether there was none
   * @throws CommandFailure conflict if a gateway has the store open
   */
  public boolean run(Consumer<Finding> told) {
    List<String> command = new ArrayList<>(installation.gatewayTool(MAIN));
    command.add(directory.toString());
    if (deep) {
      command.add("--deep");
    }
    Optional<String> error = Optional.empty();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode said = JSON.readTree(line);
          if (said.has("error")) {
            error = Optional.of(said.get("error").asText());
          } else {
            told.accept(
                new Finding(
                    said.get("kind").asText(),
                    said.get("what").asText(),
                    said.get("losesData").asBoolean()));
          }
        }
        return isClean(process.waitFor(), error);
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot check " + directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILURE, "interrupted", "");
    }
  }

  private boolean isClean(int exitCode, Optional<String> error) {
    return switch (exitCode) {
      case CLEAN -> true;
      case FOUND -> false;
      case IN_USE ->
          throw new CommandFailure(
              ExitCode.CONFLICT,
              error.orElse("the store in " + directory + " is in use"),
              "stop the gateway that has it open");
      default ->
          throw new CommandFailure(
              ExitCode.FAILURE,
              error.orElse("the check of " + directory + " ended with " + exitCode),
              "DIR is the directory that a gateway keeps its store in");
    };
  }
}
