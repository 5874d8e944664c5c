// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension LoopWriter {
  /// Writes loop 2300 and what is below it.
  mutating func writeClaim(_ claim: inout Claim) {
    encoder.loop = "2300"
    segments(ClaimLoop.self, &claim, claim.asWritten)
    let kind = claim.kind
    var children: [Child] = []
    children.reserveCapacity(
      claim.providers.count + claim.otherPayers.count + claim.lines.count)
    for index in claim.providers.indices {
      children.append(Child(claim.providers[index].role.claimLoop(kind), .provider(index)))
    }
    for index in claim.otherPayers.indices { children.append(Child("2320", .otherPayer(index))) }
    for index in claim.lines.indices { children.append(Child("2400", .line(index))) }
    inOrder(children, claim.asWritten) { writer, part in
      switch part {
      case .provider(let index): writer.writeProvider(claim.providers, index)
      case .otherPayer(let index):
        writer.writeOtherPayer(claim.otherPayers[index], position: index + 1)
      case .line(let index): claim.lines.look(at: index) { writer.writeLine(&$0) }
      default: break
      }
    }
  }

  private mutating func writeProvider(_ providers: [ClaimProvider], _ index: Int) {
    providers.look(at: index) { provider in
      segments(ProviderLoop.self, &provider, provider.provider.asWritten)
    }
  }

  private mutating func writeOtherPayer(_ payer: OtherPayer, position: Int) {
    var value = OtherPayerLoop.Value(payer: payer, position: position)
    segments(OtherPayerLoop.self, &value, payer.asWritten)
    let kind = encoder.kind
    var children: [Child] = []
    if payer.coverage.subscriber != nil { children.append(Child("2330A", .subscriber)) }
    children.append(Child("2330B", .payer))
    for index in payer.providers.indices {
      children.append(Child(payer.providers[index].role.otherPayerLoop(kind), .provider(index)))
    }
    inOrder(children, payer.asWritten) { writer, part in
      switch part {
      case .subscriber:
        guard let subscriber = payer.coverage.subscriber else { return }
        var held = SubscriberLoop.Value(person: subscriber, id: payer.coverage.subscriberID)
        writer.segments(SubscriberLoop.self, &held, subscriber.asWritten)
      case .provider(let index): writer.writeProvider(payer.providers, index)
      default:
        var payer = payer
        writer.segments(OtherPayerNameLoop.self, &payer, payer.coverage.payer.asWritten)
      }
    }
  }

  private mutating func writeLine(_ line: inout ServiceLine) {
    segments(LineLoop.self, &line, line.asWritten)
    inOrder(line.children(encoder.kind), line.asWritten) { writer, part in
      switch part {
      case .drug(let index):
        var drug = line.drugs[index]
        writer.segments(DrugLoop.self, &drug, drug.asWritten)
      case .provider(let index): writer.writeProvider(line.providers, index)
      case .adjudication(let index):
        var adjudication = line.adjudications[index]
        writer.segments(AdjudicationLoop.self, &adjudication, adjudication.asWritten)
      case .form(let index):
        var form = line.forms[index]
        writer.segments(FormLoop.self, &form, form.asWritten)
      default: break
      }
    }
  }
}

extension ServiceLine {
  /// The loops below the line's, in our order.
  fileprivate func children(_ kind: ClaimKind) -> [Child] {
    var children: [Child] = []
    for index in drugs.indices { children.append(Child("2410", .drug(index))) }
    for index in providers.indices {
      children.append(Child(providers[index].role.lineLoop(kind), .provider(index)))
    }
    for index in adjudications.indices { children.append(Child("2430", .adjudication(index))) }
    for index in forms.indices { children.append(Child("2440", .form(index))) }
    return children
  }
}
