// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Edits
import Workflows

/// The code sets installed under `$CLEANCLAIM_HOME`; nothing where the default ones are not there.
enum Installed {
  static let codes: EditCodes? = {
    guard let library = try? Installation().library(),
      library.releases.contains(where: { $0.name == "icd10cm-tabular-2026-04-01" })
    else { return nil }
    return try? EditCodes(library)
  }()

  /// The tabular list of April 2026.
  static let tabular: CodeTable? = {
    guard let library = try? Installation().library(),
      let release = library.releases.first(where: { $0.name == "icd10cm-tabular-2026-04-01" }),
      let book = try? library.codebook(release)
    else { return nil }
    return try? CodeTable(book)
  }()
}
