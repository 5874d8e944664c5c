// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Foundation
import Storage
import Testing
import Values

@testable import Workflows

/// Publishers' files that are refused, made up in their shape.
@Suite struct ImportFailuresTests {
  /// An order file: number, code, valid, abbreviated and full title.
  private static let order = [("A00", 0), ("A000", 1), ("A009", 1)].enumerated().map { row in
    let code = row.element.0.padding(toLength: 7, withPad: " ", startingAt: 0)
    let title = "Made up".padding(toLength: 60, withPad: " ", startingAt: 0)
    return "0000\(row.offset + 1) \(code) \(row.element.1) \(title) Made up\r\n"
  }.joined()

  /// What comes of importing the order file where a list of valid codes is installed.
  private func findings(valid: [String], _ options: ImportCodes.Options) throws -> [Finding] {
    let home = InstalledCodes.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let installation = Installation(home: home)
    var builder = CodeTableBuilder()
    for (index, code) in valid.enumerated() {
      builder.rows.append(
        CodeRow(try #require(PackedCode(code)), "", flags: .billable, line: index + 1))
    }
    let release = Release(
      set: .icd10cm, component: .validity, edition: "2015-10-01", title: "valid codes",
      publisher: "test", period: EffectivePeriod(from: try #require(CalendarDate("2015-10-01"))),
      rows: valid.count, sources: [], variant: nil)
    _ = try installation.codebooks.add(release) { builder.codebook(for: $0) }
    let path = "\(home)/icd10cm_order_2026.txt"
    try Files.write(Array(Self.order.utf8), to: path)
    let result = try #require(try ImportCodes(installation).importTree(path, options).first)
    if case .rejected(let findings) = result.outcome { return findings }
    guard case .imported = result.outcome else {
      Issue.record("\(result.outcome)")
      return []
    }
    return []
  }

  @Test("A file whose codes are not those of its edition is refused, half a file most often")
  func otherCodes() throws {
    let options = ImportCodes.Options(effective: CalendarDate("2025-10-01"))
    #expect(try findings(valid: ["A000", "A009"], options) == [])
    let found = try findings(valid: ["A000", "A009", "A010"], options)
    #expect(found.map(\.rule) == ["import.not-the-edition"])
    #expect(found.first?.fact("expected") == "3" && found.first?.fact("found") == "2")
    let others = try findings(valid: ["A000", "A010"], options)
    #expect(others.map(\.rule) == ["import.not-the-edition"])
  }

  @Test("A format that there is not is refused by its name")
  func format() throws {
    let found = try findings(valid: ["A000"], ImportCodes.Options(format: "papyrus"))
    #expect(found.map(\.rule) == ["import.format"])
    #expect(found.first?.fact("format") == "papyrus")
  }
}
