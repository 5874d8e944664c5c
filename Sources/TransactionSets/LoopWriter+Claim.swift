// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension LoopWriter {
  /// Writes loop 2300 and what is below it.
  mutating func writeClaim(_ claim: inout Claim) {
    encoder.loop = "2300"
    segments(ClaimLoop.self, &claim, claim.asWritten)
    open(claim.asWritten)
    let kind = claim.kind
    writeProviders(claim.providers) { $0.claimLoop(kind) }
    for index in claim.otherPayers.indices {
      child("2320")
      writeOtherPayer(claim.otherPayers[index], position: index + 1)
    }
    for index in claim.lines.indices {
      child("2400")
      var line = claim.lines[index]
      writeLine(&line)
    }
    close()
  }

  private mutating func writeProviders(
    _ providers: [ClaimProvider], _ loop: (ProviderRole) -> StaticString
  ) {
    for index in providers.indices {
      var provider = providers[index]
      child(loop(provider.role))
      segments(ProviderLoop.self, &provider, provider.provider.asWritten)
    }
  }

  private mutating func writeOtherPayer(_ payer: OtherPayer, position: Int) {
    var value = OtherPayerLoop.Value(payer: payer, position: position)
    segments(OtherPayerLoop.self, &value, payer.asWritten)
    open(payer.asWritten)
    if let subscriber = payer.coverage.subscriber {
      child("2330A")
      var held = SubscriberLoop.Value(person: subscriber, id: payer.coverage.subscriberID)
      segments(SubscriberLoop.self, &held, subscriber.asWritten)
    }
    child("2330B")
    var payer = payer
    segments(OtherPayerNameLoop.self, &payer, payer.coverage.payer.asWritten)
    let kind = encoder.kind
    writeProviders(payer.providers) { $0.otherPayerLoop(kind) }
    close()
  }

  private mutating func writeLine(_ line: inout ServiceLine) {
    segments(LineLoop.self, &line, line.asWritten)
    open(line.asWritten)
    for index in line.drugs.indices {
      child("2410")
      segments(DrugLoop.self, &line.drugs[index], line.drugs[index].asWritten)
    }
    let kind = encoder.kind
    writeProviders(line.providers) { $0.lineLoop(kind) }
    for index in line.adjudications.indices {
      child("2430")
      segments(
        AdjudicationLoop.self, &line.adjudications[index], line.adjudications[index].asWritten)
    }
    for index in line.forms.indices {
      child("2440")
      segments(FormLoop.self, &line.forms[index], line.forms[index].asWritten)
    }
    close()
  }
}
