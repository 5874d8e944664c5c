// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `cleanclaim codes`: everything about code sets.
struct Codes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Install, import and look up code sets.",
    subcommands: [
      CodesInstall.self, CodesImport.self, CodesList.self, CodesVerify.self, CodesRemove.self,
      CodesLookup.self, CodesSearch.self, CodesTree.self, CodesIndex.self, CodesBuild.self,
      CodesGuidelines.self, CodesGuide.self,
      CodesMap.self, CodesDiff.self, CodesImpact.self,
    ])
}
