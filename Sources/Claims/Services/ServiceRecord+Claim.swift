// SPDX-License-Identifier: Apache-2.0

public import Values

extension ServiceRecord {
  /// The services of a claim that was built or read.
  ///
  /// A line whose code or modifier has a form that none can have is taken without it, and one without any day
  /// with that of the claim: the findings of the claim itself tell of both. What stands on the claim for the
  /// lines (place, rendering provider) is theirs where they have none of their own.
  ///
  /// - Parameter day: The day of lines without one; nothing for the first day of the claim.
  public init(_ claim: Claim, on day: CalendarDate? = nil) {
    self.init(id: claim.patientControlNumber.description, bill: Self.bill(of: claim))
    claimFiling = claim.coverage.claimFiling?.rawValue
    payer = claim.coverage.payer.id
    state = (claim.providers[.serviceFacility] ?? claim.billingProvider).address?.state
    birthDate = claim.patient.person.birthDate
    switch claim.patient.person.sex {
    case .female: sex = "F"
    case .male: sex = "M"
    case .unknown: sex = nil
    }
    conditionCodes = claim.codes.conditionCodes
    diagnoses = claim.diagnoses.map { $0.packed ?? PackedCode(bits: 0) }
    if claim.kind == .institutional, let facility = claim.placeOfService.flatMap({ UInt16($0) }),
      let frequency = UInt16(claim.frequency.code)
    {
      billType = facility * 10 + frequency
    }
    if let from = claim.statementPeriod?.from {
      period = from...max(from, claim.statementPeriod?.through ?? from)
    }
    dischargeStatus = claim.dischargeStatus.flatMap { UInt8($0) } ?? 0
    let rendering = Rendering(claim.providers[.rendering] ?? claim.billingProvider)
    let billing = claim.billingProvider.number
    let usual = Line(
      number: 0, code: nil, on: day ?? claim.firstDay ?? CalendarDate(daysSinceEpoch: 0))
    lines.reserveCapacity(claim.lines.count)
    for index in claim.lines.indices {
      let own =
        claim.lines[index].providers.isEmpty
        ? rendering : claim.lines[index].providers[.rendering].map(Rendering.init) ?? rendering
      var service = Line(
        number: claim.lines[index].number,
        code: claim.lines[index].charge.code.flatMap { PackedCode($0) },
        units: claim.lines[index].charge.units,
        on: claim.lines[index].from ?? claim.lines[index].charge.date ?? usual.from)
      service.through =
        claim.lines[index].through ?? claim.lines[index].charge.through ?? service.from
      service.modifiers = Modifiers(
        claim.lines[index].charge.modifiers.lazy.compactMap { Modifier($0) })
      service.unitBasis = claim.lines[index].charge.unitBasis
      service.charge = claim.lines[index].charge.amount
      if claim.kind == .professional {
        service.placeOfService =
          (claim.lines[index].charge.placeOfService ?? claim.placeOfService).flatMap { UInt8($0) }
      }
      service.revenueCode = claim.lines[index].charge.revenueCode.flatMap { UInt16($0) }
      service.rendering = own.number
      service.billing = billing
      service.taxonomy = own.taxonomy
      service.pointers = claim.lines[index].charge.diagnosisPointers.compactMap {
        UInt8(exactly: $0)
      }
      lines.append(service)
    }
  }

  /// What a line takes from who rendered it.
  private struct Rendering {
    let number: UInt64
    let taxonomy: PackedCode?

    init(_ provider: Provider) {
      number = provider.number
      taxonomy = provider.taxonomy.flatMap { PackedCode($0.description) }
    }
  }

  private static func bill(of claim: Claim) -> Bill {
    guard claim.kind == .institutional else { return .professional }
    let facility = claim.placeOfService ?? ""
    return ["11", "12", "18", "21", "41"].contains(facility) ? .inpatient : .outpatient
  }
}

extension Claim {
  /// The first day of its services, or of the period that it covers.
  fileprivate var firstDay: CalendarDate? {
    lines.lazy.compactMap { $0.from ?? $0.charge.date }.min() ?? statementPeriod?.from
  }
}

extension Provider {
  /// The ten digits of the identifier; 0 where it is none.
  fileprivate var number: UInt64 {
    guard let text = writtenNPI, text.utf8.count == 10 else { return 0 }
    return UInt64(text) ?? 0
  }
}
