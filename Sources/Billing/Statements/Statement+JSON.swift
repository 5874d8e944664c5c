// SPDX-License-Identifier: Apache-2.0

import Accounting
import Claims
public import Values

/// The words that a statement is told in.
public struct StatementWords: Sendable {
  /// The sentences.
  public let texts: StatementTexts
  /// The adjustments, explained.
  public let reasons: PatientReasons

  /// Takes the tables.
  public init(texts: StatementTexts, reasons: PatientReasons) {
    self.texts = texts
    self.reasons = reasons
  }
}

extension Statement {
  /// The statement as one document, from which pages, text and messages are made.
  public func json(_ words: StatementWords) -> JSON {
    let total = account.total
    return .members(
      ("number", .int(number)), ("issued", .date(issued)), ("due", .date(due)),
      ("level", .int(level)), ("guarantor", .string(account.guarantor.description)),
      ("name", .string(account.addressee.name)),
      ("address", .array(account.addressee.lines.map(JSON.string))),
      ("balance", .money(balance)), ("pay_now", .money(payNow)), ("on_hold", .money(onHold)),
      ("unapplied", .money(account.unapplied)), ("refundable", .money(account.refundable)),
      ("waiting", .money(total.waiting)), ("collections", .money(total.collections)),
      ("totals", Self.figures(total)),
      ("patients", .array(patients.map { patient($0.name, $0.claims, words) })),
      ("plan", plan.map(self.plan)),
      (
        "ages",
        .array(
          zip(Aging.Bucket.allCases, ages).map { bucket, amount in
            .members(("days", .string(bucket.title)), ("amount", .money(amount)))
          })
      ),
      ("messages", .array(messages(words.texts).map(JSON.string))))
  }

  /// The claims by patient, in the order in which the patients come.
  private var patients: [(name: String, claims: [AccountClaim])] {
    var patients: [(id: SubjectID<Subject.Patient>?, name: String, claims: [AccountClaim])] = []
    for claim in account.claims {
      if let index = patients.firstIndex(where: { $0.id == claim.patient }) {
        patients[index].claims.append(claim)
      } else {
        patients.append((claim.patient, claim.patientName, [claim]))
      }
    }
    return patients.map { ($0.name, $0.claims) }
  }

  private func patient(
    _ name: String, _ claims: [AccountClaim], _ words: StatementWords
  ) -> JSON {
    .members(
      ("name", .string(name)), ("claims", .array(claims.map { $0.json(words) })))
  }

  private func plan(_ plan: PaymentPlan) -> JSON {
    let asked = plan.asked(by: due)
    return .members(
      ("plan", .int(plan.number)), ("amount", .money(plan.amount)), ("asked", .money(asked)),
      ("remaining", .money(plan.remaining)), ("behind", .bool(plan.isBehind(on: issued))))
  }

  private func messages(_ texts: StatementTexts) -> [String] {
    let total = account.total
    var messages: [String] = []
    if let plan {
      let asked = plan.asked(by: due)
      messages.append(
        texts(
          plan.isBehind(on: issued) ? "plan-behind" : "plan", ("instalment", asked.printed),
          ("remaining", (plan.remaining - asked).printed), ("due", due.printed)))
    } else {
      let isFirstAlone = level == 1 && total.planPaid == .zero && total.reduced == .zero
      messages.append(
        texts(isFirstAlone ? "level-1-alone" : "level-\(level)", ("due", due.printed)))
    }
    for (name, amount) in [
      ("waiting", total.waiting), ("unapplied", account.unapplied), ("on-hold", onHold),
      ("refundable", account.refundable), ("collections", total.collections),
    ] where amount > .zero {
      messages.append(texts(name, ("amount", amount.printed)))
    }
    return messages + [texts("aid", ("due", due.printed)), texts("right")]
  }

  /// Figures as JSON.
  public static func figures(_ figures: AccountFigures) -> JSON {
    .members(
      ("charge", .money(figures.charge)), ("plan_paid", .money(figures.planPaid)),
      ("reduced", .money(figures.reduced)), ("written_off", .money(figures.writtenOff)),
      ("you_paid", .money(figures.patientPaid)), ("owed", .money(figures.due)),
      ("waiting", .money(figures.waiting)), ("collections", .money(figures.collections)),
      ("others", figures.others == .zero ? nil : .money(figures.others)),
      ("together", figures.together == .zero ? nil : .money(figures.together)))
  }
}

extension AccountClaim {
  /// The claim with its lines, explained.
  public func json(_ words: StatementWords) -> JSON {
    let total = total
    let isWaiting = total.waiting > .zero
    let note: String? =
      isWaiting
      ? words.texts(
        "waiting-line", ("payers", payers.isEmpty ? "your plan" : payers.joined(separator: ", ")))
      : nil
    return .members(
      ("claim", claim.map { .string($0.description) }), ("provider", .string(provider)),
      ("since", since.map { .date($0) }),
      ("hold", hold.map { .string(words.texts("hold-\($0.rawValue)")) }),
      ("waiting_for", note.map { .string($0) }), ("totals", Statement.figures(total)),
      ("lines", .array(lines.map { json($0, words) })))
  }

  private func json(_ line: AccountLine, _ words: StatementWords) -> JSON {
    let explained = line.adjudications.flatMap { answer in
      answer.adjustments.filter { $0.amount != .zero }.map { adjustment in
        JSON.members(
          ("payer", .string(answer.payer)),
          ("reason", .string("\(adjustment.group)-\(adjustment.reason)")),
          ("amount", .money(adjustment.amount)),
          ("text", .string(words.reasons.text(adjustment, standing(of: line)))))
      }
    }
    return .members(
      ("line", line.number.map { .int($0) }), ("date", line.date.map { .date($0) }),
      ("code", .string(line.code)), ("text", .string(line.text)),
      ("figures", Statement.figures(line.figures)), ("explained", .array(explained)))
  }

  /// Where what payers left to the patient has gone: what is waiting is never told as owed.
  private func standing(of line: AccountLine) -> PatientReasons.Standing {
    let left = lines.reduce(Money.zero) { $0 + $1.leftByLastPayer }
    if left > .zero, total.leftToPatient >= left { return .billed }
    let own = line.leftByLastPayer
    if own > .zero, line.figures.leftToPatient >= own { return .billed }
    return total.waiting > .zero ? .waiting : .decided
  }
}

extension AccountLine {
  /// What the last payer that answered left to the patient.
  fileprivate var leftByLastPayer: Money { adjudications.last?.adjustments.total("PR") ?? .zero }
}
