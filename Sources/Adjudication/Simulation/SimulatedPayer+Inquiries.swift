// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// What a simulated payer knows of a claim that it is asked about.
public struct SimulatedStanding: Sendable {
  /// The payer's number of it.
  public var number: String
  /// The answer; nothing where it waits for one.
  public var answer: RemittanceClaim?
  /// The day of the answer.
  public var day: CalendarDate?

  /// Makes a standing.
  public init(number: String, answer: RemittanceClaim?, day: CalendarDate? = nil) {
    self.number = number
    self.answer = answer
    self.day = day
  }
}

extension SimulatedPayer {
  /// Answers questions about eligibility: active coverage with its costs, or that the member is not found.
  ///
  /// - Parameter knows: Whether a number is that of a member.
  public func answer(
    _ question: Eligibility, on day: CalendarDate, knows: (String) -> Bool
  ) -> Eligibility {
    var answer = Eligibility(
      isAnswer: true,
      beginning: SetBeginning(
        structure: "0022", purpose: "11", reference: question.beginning.reference, date: day,
        time: question.beginning.time))
    answer.levels = question.levels.map { told($0, nil, on: day, knows) }
    return answer
  }

  private func told(
    _ level: EligibilityLevel, _ subscriber: String?, on day: CalendarDate,
    _ knows: (String) -> Bool
  ) -> EligibilityLevel {
    var told = level
    told.asWritten = nil
    told.traces = level.traces.map { trace in
      var trace = trace
      trace.kind = "2"
      return trace
    }
    let member = level.party?.party.id ?? subscriber
    if var party = level.party {
      let asked = party.questions
      party.asWritten = nil
      party.questions = []
      // An answer names who is covered; the reasons for asking stay with the question.
      party.diagnoses = []
      party.contacts = []
      if party.provider?.qualifier != "PXC" { party.provider = nil }
      if level.level.kind == .source { party.party.name = Self.named(party.party.name) }
      if !asked.isEmpty {
        if let member, knows(member) {
          party.benefits = benefits(of: member, asked, on: day)
        } else {
          let reason = level.level.kind == .dependent ? "67" : "75"
          party.rejections = [RequestRejection(valid: "N", reason: reason, followUp: "C")]
        }
      }
      told.party = party
    }
    told.levels = level.levels.map { self.told($0, member, on: day, knows) }
    return told
  }

  /// The name under which a simulated payer answers for another.
  ///
  /// The label comes first, so that it is there whatever is cut off.
  private static func named(_ name: String?) -> String {
    String("\(label) \(name ?? "")".prefix(60).drop { $0 == " " })
  }

  private func benefits(
    of member: String, _ asked: [EligibilityQuestion], on day: CalendarDate
  ) -> [Benefit] {
    let types = asked.flatMap(\.serviceTypes)
    var active = Benefit("1", serviceTypes: types.isEmpty ? ["30"] : types)
    active.planDescription = "SIMULATED PLAN"
    var whole = Benefit("C", serviceTypes: ["30"])
    (whole.coverageLevel, whole.period, whole.amount) = ("IND", "23", script.deductible)
    var left = whole
    left.period = "29"
    let spent = used["\(member)|\(day.description.prefix(4))"] ?? .zero
    left.amount = max(.zero, script.deductible - spent)
    var copay = Benefit("B", serviceTypes: ["98"])
    (copay.coverageLevel, copay.period, copay.amount) = ("IND", "27", script.copay)
    var coinsurance = Benefit("A", serviceTypes: ["30"])
    coinsurance.coverageLevel = "IND"
    let digits = String(10_000 + script.coinsurance).dropFirst()
    let trimmed = digits.reversed().drop { $0 == "0" }.reversed()
    coinsurance.fraction =
      script.coinsurance == 10_000 ? "1" : trimmed.isEmpty ? "0" : ".\(String(trimmed))"
    return [active, whole, left, copay, coinsurance]
  }

  /// Answers questions about the status of claims: paid, denied, pending, or not found.
  ///
  /// - Parameter find: What is known of the claim that is asked about.
  public func answer(
    _ question: ClaimStatusReport, on day: CalendarDate,
    find: (ClaimStatusMatter) -> SimulatedStanding?
  ) -> ClaimStatusReport {
    var answer = ClaimStatusReport(
      .response,
      beginning: SetBeginning(
        structure: "0010", purpose: "08", reference: question.beginning.reference, date: day,
        time: question.beginning.time, kind: "DG"))
    answer.levels = question.levels.map { told($0, on: day, find) }
    return answer
  }

  private func told(
    _ level: ClaimStatusLevel, on day: CalendarDate,
    _ find: (ClaimStatusMatter) -> SimulatedStanding?
  ) -> ClaimStatusLevel {
    var told = level
    told.asWritten = nil
    told.demographics = nil
    told.parties = level.parties.map { party in
      var party = party
      party.asWritten = nil
      party.contacts = []
      if level.level.kind == .source { party.party.name = Self.named(party.party.name) }
      return party
    }
    told.matters = level.matters.map { matter in
      var trace = matter.trace
      trace.kind = "2"
      var own = ClaimStatusMatter(trace: trace)
      own.references = matter.references.filter {
        ["1K", "BLT", "EJ", "XZ"].contains($0.qualifier)
      }
      own.dates = matter.dates
      let standing = find(matter)
      own.statuses = [status(standing, matter, on: day)]
      if let standing { own.references.set("1K", standing.number) }
      return own
    }
    told.levels = level.levels.map { self.told($0, on: day, find) }
    return told
  }

  private func status(
    _ standing: SimulatedStanding?, _ matter: ClaimStatusMatter, on day: CalendarDate
  ) -> ClaimStatus {
    guard let standing else {
      var status = ClaimStatus(.init(category: "A4", code: "35"), date: day)
      status.charge = matter.amounts["T3"] ?? .zero
      return status
    }
    guard let answer = standing.answer else {
      var status = ClaimStatus(.init(category: "P1", code: "20"), date: day)
      status.charge = matter.amounts["T3"] ?? .zero
      return status
    }
    let isDenied = answer.isDenial
    var status = ClaimStatus(
      .init(category: isDenied ? "F2" : "F1", code: isDenied ? "88" : "65"),
      date: standing.day ?? day)
    status.charge = answer.charge
    status.paid = answer.paid
    status.adjudicated = standing.day ?? day
    return status
  }

  /// Answers requests for authorization: certified with a number, pended, or not certified.
  public func answer(_ request: Review, on day: CalendarDate) -> Review {
    var answer = Review(
      isAnswer: true,
      beginning: SetBeginning(
        structure: "0007", purpose: "11", reference: request.beginning.reference, date: day,
        time: request.beginning.time, kind: nil))
    answer.levels = request.levels.map { told($0) }
    return answer
  }

  private func told(_ level: ReviewLevel) -> ReviewLevel {
    var told = level
    told.asWritten = nil
    // What was said to be reviewed stays with the request.
    (told.attachments, told.conditions, told.diagnoses) = ([], [], [])
    if let asked = level.request {
      var own = ReviewRequest(
        category: asked.category, certification: asked.certification,
        serviceType: asked.serviceType)
      (own.facilityType, own.facilityQualifier) = (asked.facilityType, asked.facilityQualifier)
      told.request = own
    }
    told.traces = level.traces.map { trace in
      var trace = trace
      trace.kind = "2"
      return trace
    }
    told.parties = level.parties.map { party in
      var party = party
      party.asWritten = nil
      party.contacts = []
      if level.level.kind == .source { party.party.name = Self.named(party.party.name) }
      return party
    }
    if level.level.kind == .event, let request = level.request {
      let name =
        level.traces.first?.number
        ?? "\(request.category)\(request.serviceType ?? "")\(level.diagnoses.count)"
      if does(.pend, to: name) {
        told.decision = ReviewDecision("A4")
      } else if does(.deny, to: name) {
        told.decision = ReviewDecision("A3")
        told.decision?.reasons = ["0Y"]
      } else {
        let number = SeededChance(script.seed).number(name, "authorization") % 1_000_000_000
        told.decision = ReviewDecision("A1", authorization: "SIMA\(number)")
      }
    }
    told.levels = level.levels.map { self.told($0) }
    return told
  }
}
