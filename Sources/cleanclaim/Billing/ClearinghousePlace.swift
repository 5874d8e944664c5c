// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Workflows

/// Where claims go and answers come from.
struct ClearinghousePlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The clearinghouse of the settings (default: the one that they say is used).",
      valueName: "name"))
  var adapter: String?

  @Option(
    help: ArgumentHelp(
      "The file of the clearinghouses (default: clearinghouses.yaml of the installation).",
      valueName: "file"))
  var clearinghouses: String?

  /// The clearinghouse that is meant.
  ///
  /// - Parameter home: The folder of the installation; nothing for the usual one.
  func clearinghouse(_ home: String?) throws(WorkflowFailure) -> Clearinghouse {
    let path = clearinghouses ?? "\(Installation(home: home).home)/clearinghouses.yaml"
    return try ClearinghouseFile(path).clearinghouse(adapter)
  }
}
