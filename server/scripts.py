"""What the store does in one step, in Lua: change a room, append ink. Redis 6.2 is enough."""

from __future__ import annotations

CHANGE = """
-- KEYS: room, seats, inks, deadlines, public.  ARGV: code, old version, new version, body, deadline,
-- expire_at, channel, message, entry of the public index, then pairs of player and "connection:round"
if tonumber(redis.call('HGET', KEYS[1], 'version') or '-1') ~= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[3], 'body', ARGV[4])
redis.call('DEL', KEYS[2])
for i = 10, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIREAT', KEYS[1], ARGV[6])
redis.call('PEXPIREAT', KEYS[2], ARGV[6])
if redis.call('HGET', KEYS[1], 'expire_at') ~= ARGV[6] then
  redis.call('HSET', KEYS[1], 'expire_at', ARGV[6])
  for _, key in ipairs(redis.call('SMEMBERS', KEYS[3])) do redis.call('PEXPIREAT', key, ARGV[6]) end
  redis.call('PEXPIREAT', KEYS[3], ARGV[6])
end
if ARGV[5] == '' then redis.call('ZREM', KEYS[4], ARGV[1])
else redis.call('ZADD', KEYS[4], ARGV[5], ARGV[1]) end
if ARGV[9] == '' then redis.call('HDEL', KEYS[5], ARGV[1])
else redis.call('HSET', KEYS[5], ARGV[1], ARGV[9]) end
if ARGV[8] ~= '' then redis.call('PUBLISH', ARGV[7], ARGV[8]) end
return 1
"""

APPEND = """
-- KEYS: seats, ink, inks, room.  ARGV: player, connection, round, channel, head of the message,
-- first seq, then the entries.  Returns {highest stored seq, status}
local stored = redis.call('LLEN', KEYS[2])
local seat = redis.call('HGET', KEYS[1], ARGV[1])
if not seat then return {stored, 'stale'} end
local connection, open = string.match(seat, '^(%d+):(%d+)$')
if connection ~= ARGV[2] then return {stored, 'stale'} end
if open ~= ARGV[3] then return {stored, 'closed'} end
local first = tonumber(ARGV[6])
local fresh = {}
for i = 7, #ARGV do
  if first + i - 7 == stored + #fresh + 1 then fresh[#fresh + 1] = ARGV[i] end
end
if #fresh > 0 then
  redis.call('RPUSH', KEYS[2], unpack(fresh))
  if stored == 0 then
    local expire_at = redis.call('HGET', KEYS[4], 'expire_at')
    redis.call('SADD', KEYS[3], KEYS[2])
    redis.call('PEXPIREAT', KEYS[2], expire_at)
    redis.call('PEXPIREAT', KEYS[3], expire_at)
  end
  redis.call('PUBLISH', ARGV[4], ARGV[5] .. '[' .. table.concat(fresh, ',') .. ']]')
end
return {stored + #fresh, 'stored'}
"""

LONGEST = """
-- KEYS: logs of one room.  ARGV: how many entries at most.  Returns the first entries of the longest log as
-- one JSON list: a client reads one text much sooner than hundreds
local longest, most = nil, 0
for _, key in ipairs(KEYS) do
  local length = redis.call('LLEN', key)
  if length > most then longest, most = key, length end
end
if not longest then return '[]' end
return '[' .. table.concat(redis.call('LRANGE', longest, 0, ARGV[1] - 1), ',') .. ']'
"""
