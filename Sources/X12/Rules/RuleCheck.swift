// SPDX-License-Identifier: Apache-2.0

extension GuideLibrary {
  /// Checks that rules from elsewhere can be judged by the guides that they name.
  ///
  /// - Throws: ``GuideError`` at the first rule whose expressions cannot be read, or that names a guide, a
  ///   loop or an element which is not there.
  public func check(_ rules: [Rule], table: String) throws(GuideError) {
    let named = entries.map(\.table).filter { !$0.isEmpty }
    let tables = Set(
      named + ["envelope", "envelope-00401"].filter { table("guides/\($0).tsv") != nil })
    for rule in rules {
      var isUsed = false
      for name in tables.sorted() {
        let guide = try self.guide(table: name)
        guard rule.belongs(to: guide) else { continue }
        isUsed = true
        _ = try RuleProgram([rule], guide: guide)
      }
      if !isUsed {
        throw GuideError(
          .unknownName, table: table, line: rule.line,
          detail: rule.guides.joined(separator: ",")[...])
      }
    }
  }
}
