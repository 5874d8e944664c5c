// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Grouping
import Values

/// The titles of the codes of a stay: those of the day of discharge, else of the nearest edition that has the
/// code.
final class StayTitles {
  private let codes: CodeLibrary
  private lazy var diagnoses: CodeSet? = try? codes.codeSet(.icd10cm)
  private lazy var procedures: CodeSet? = try? codes.codeSet(.icd10pcs)

  init(_ codes: CodeLibrary) { self.codes = codes }

  func diagnosis(_ code: PackedCode, on day: CalendarDate) -> JSON? {
    Self.title(code, diagnoses, day)
  }

  func procedure(_ code: PackedCode, on day: CalendarDate) -> JSON? {
    Self.title(code, procedures, day)
  }

  private static func title(_ code: PackedCode, _ set: CodeSet?, _ day: CalendarDate) -> JSON? {
    guard code.bits != 0, code != CodedDiagnosis.unreadable, let set else { return nil }
    let title = set.title(of: code, on: day)?.title ?? set.describing(code, on: day)?.title
    return title.map(JSON.string)
  }
}
