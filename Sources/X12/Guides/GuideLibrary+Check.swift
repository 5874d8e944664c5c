// SPDX-License-Identifier: Apache-2.0

extension GuideLibrary {
  /// Finds everything that is wrong with the tables: lines that cannot be read, names that nothing has,
  /// definitions that cannot be told apart, rules that cannot be compiled.
  ///
  /// The validator takes the tables to be right; this is how tests prove it, and how a partner's rules are
  /// looked over before they are used.
  ///
  /// - Parameter rules: Rules of a partner, to be compiled with each guide that they belong to.
  /// - Returns: Every fault, in the order of the tables.
  public func faults(with rules: [Rule] = []) -> [GuideError] {
    var faults: [GuideError] = []
    var own: [Rule] = []
    for table in Self.ruleTables {
      do throws(GuideError) { own += try self.rules(table: table) } catch { faults.append(error) }
    }
    let tables = Set(entries.map(\.table)).subtracting([""]).sorted()
    var used: Set<String> = []
    for table in tables {
      do throws(GuideError) {
        let guide = try self.guide(table: table)
        faults += ambiguities(in: guide)
        for rule in own + rules where rule.belongs(to: guide) {
          used.insert(rule.id)
          do throws(GuideError) { _ = try RuleProgram([rule], guide: guide) } catch {
            faults.append(
              GuideError(
                error.code, table: table, line: error.line,
                detail: "\(rule.id): \(error.detail)"[...]))
          }
        }
      } catch {
        faults.append(error)
      }
    }
    for rule in own + rules where !used.contains(rule.id) {
      faults.append(
        GuideError(.unknownName, table: "rules", line: rule.line, detail: rule.id[...]))
    }
    return faults
  }

  /// Children of one loop with the same segment that no qualifier tells apart.
  private func ambiguities(in guide: Guide) -> [GuideError] {
    var faults: [GuideError] = []
    for loop in guide.loops {
      for (index, child) in loop.children.enumerated() {
        for other in loop.children[(index + 1)...] where other.rank == child.rank {
          let (a, b) = (guide.segments[child.segment], guide.segments[other.segment])
          guard a.id == b.id, child.segment != other.segment else { continue }
          let sameCodes =
            a.qualifierElement == 0 && b.qualifierElement == 0
            || a.qualifierElement == b.qualifierElement
              && guide.codeKeys[a.qualifierKeys] == guide.codeKeys[b.qualifierKeys]
          if sameCodes {
            faults.append(
              GuideError(
                .ambiguous, table: guide.table,
                detail: "\(loop.id) \(a.id): \(a.name), \(b.name)"[...]))
          }
        }
      }
    }
    return faults
  }
}
