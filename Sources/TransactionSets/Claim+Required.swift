// SPDX-License-Identifier: Apache-2.0

import Claims

extension Claim {
  /// Refuses a claim made from an encounter that lacks what every claim needs.
  ///
  /// Its findings have said so before. Of a claim that was read nothing is asked: what was sent can be sent
  /// again.
  func checkRequired() throws(TransactionSetError) {
    guard encounter != nil else { return }
    try check(billingProvider.npi != nil, "2010AA", "NM1", 9)
    try check(billingProvider.address != nil, "2010AA", "N3", 1)
    try check(billingProvider.taxID != nil, "2010AA", "REF", 2)
    let isSubscriber = coverage.relationship == .`self`
    try check(isSubscriber || coverage.subscriber != nil, "2010BA", "NM1", 3)
    try check(coverage.subscriberID != nil, "2010BA", "NM1", 9)
    try check(coverage.payer.id != nil, "2010BB", "NM1", 9)
    let person = isSubscriber ? "2010BA" : "2010CA"
    try check(patient.person.address != nil, person, "N3", 1)
    try check(patient.person.birthDate != nil, person, "DMG", 2)
    try check(placeOfService != nil, "2300", "CLM", 5)
    if kind == .institutional { try check(dischargeStatus != nil, "2300", "CL1", 3) }
    try check(kind == .dental || !diagnoses.isEmpty, "2300", "HI", 1)
    for (index, procedure) in codes.procedures.enumerated() {
      try check(procedure.date != nil, "2300", "HI", index + 1)
    }
    for provider in providers {
      let loop = provider.role.claimLoop(kind).description
      try check(provider.provider.npi != nil, loop, "NM1", 9)
      let isPlace = provider.role == .serviceFacility
      try check(!isPlace || provider.provider.address != nil, loop, "N3", 1)
    }
    for payer in otherPayers {
      try check(payer.coverage.subscriber != nil, "2330A", "NM1", 3)
      try check(payer.coverage.subscriberID != nil, "2330A", "NM1", 9)
      try check(payer.coverage.payer.id != nil, "2330B", "NM1", 9)
    }
    for line in lines {
      if kind == .institutional {
        try check(line.charge.revenueCode != nil, "2400", "SV2", 1)
      } else {
        try check(line.charge.code != nil, "2400", "SV1", 1)
      }
      for provider in line.providers {
        let loop = provider.role.lineLoop(kind).description
        try check(provider.provider.npi != nil, loop, "NM1", 9)
      }
    }
  }

  private func check(
    _ isThere: Bool, _ loop: String, _ segment: String, _ element: Int
  ) throws(TransactionSetError) {
    guard !isThere else { return }
    throw TransactionSetError(.missing, loop: loop, segment: segment, element: element)
  }
}
