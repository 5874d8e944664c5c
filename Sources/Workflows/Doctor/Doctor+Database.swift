// SPDX-License-Identifier: Apache-2.0

import Accounting
import Storage
import Values

/// What lies in the database.
extension Doctor {
  func databaseChecks() -> [Check] {
    let name = "database"
    do {
      let address = try PracticePlace.address(database, installation)
      if case .sqlite(let path) = address, !Files.exists(path) {
        let finding = Self.finding("doctor.no-database", .informs, ("path", path))
        return [Check(name, "none", [finding]), clock(nil)]
      }
      let opened = try PracticePlace.connect(address)
      var findings: [Finding] = []
      if case .sqlite(let path) = address, Self.isOpenToOthers(path) {
        findings.append(Self.finding("doctor.open-to-others", .warns, ("path", path)))
      }
      return [Check(name, address.engine, findings)] + inside(opened)
    } catch { return [Check(name, error), clock(nil)] }
  }

  private func inside(_ database: Database) -> [Check] {
    var checks: [Check] = []
    let steps: Int
    do {
      steps = try database.madeSteps().count
      let all = Schema.steps.count
      let behind = Self.finding(
        "doctor.schema-behind", .warns, ("done", "\(steps)"), ("all", "\(all)"))
      checks.append(Check("schema", "\(steps) of \(all) steps", steps < all ? [behind] : []))
    } catch { return checks + [Check("schema", error), clock(nil)] }
    do {
      let faults = try database.faults(isQuick: isQuick)
      checks.append(
        Check(
          "integrity of the database", "sound",
          faults.map { Self.finding("doctor.damaged", .rejects, ("reason", $0)) }))
    } catch { checks.append(Check("integrity of the database", error)) }
    // Looking at the books brings the tables up to date, which an examination must not do.
    guard steps == Schema.steps.count else { return checks + [clock(nil)] }
    do {
      let store = try LedgerStore(database, .standard)
      checks += try store.heads().map { try books(store, $0) }
      checks.append(clock(try store.lastPosted()))
    } catch { checks += [Check("books", error), clock(nil)] }
    return checks
  }

  private func books(_ store: LedgerStore, _ head: LedgerHead) throws -> Check {
    let name = "books of \(head.practice)"
    let stand = "head \(head.count):\(head.hash)"
    if isQuick { return Check(name, "\(stand), entries not looked at") }
    let found = try store.verify(head.practice)
    guard let fault = found.fault else { return Check(name, stand) }
    return Check(name, stand, [Self.finding(fault.rawValue, .rejects, ("entry", "\(found.entry)"))])
  }

  /// - Parameter posted: When the last entry was posted.
  private func clock(_ posted: Instant?) -> Check {
    let now = Instant.now
    if now < Self.released {
      return Check(
        "clock", now.description, [Self.finding("doctor.clock-wrong", .rejects, ("now", "\(now)"))])
    }
    let minutes = ((posted ?? now).microseconds - now.microseconds) / 60_000_000
    guard let posted, minutes >= 5 else { return Check("clock", now.description) }
    return Check(
      "clock", now.description,
      [
        Self.finding(
          "doctor.clock-behind", .warns, ("now", "\(now)"), ("posted", posted.description))
      ])
  }

  /// A clock that shows an earlier moment than this program's was never set.
  private static let released = Instant(microseconds: 1_767_225_600_000_000)
}
